using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Pages;

/// <summary>The pages as described in the reviewers' guide.</summary>
public sealed class ReviewersGuideSpecs(ReviewersGuideSpecs.WithHolder shared) : IClassFixture<ReviewersGuideSpecs.WithHolder>
{
    [Fact]
    public async Task My_work_lists_the_five_kinds_of_task_with_badges()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var olga = await Visitor.SignInAsync(app, "olga");

        var menu = (await olga.GetAsync("/")).Document.QuerySelectorAll("nav[aria-label='My work'] a");

        Assert.Equal(["Overview", "Certifications", "Approvals", "Revocations", "Provisioning", "Deprovisioning"], menu.Select(link => link.FirstChild!.TextContent.Trim()));
        Assert.All(menu.Skip(1), link => Assert.Equal("0 to do", link.QuerySelector(".badge")!.TextContent));
    }

    [Theory]
    [InlineData("certifications", "Certify", "Remove")]
    [InlineData("approvals", "Approve", "Deny")]
    [InlineData("provisioning", "Mark completed", "Mark errored")]
    [InlineData("revocations", "Confirm", "Decline")]
    [InlineData("deprovisioning", "Mark completed", "Mark errored")]
    public async Task Each_list_line_has_buttons_a_number_and_a_menu_and_each_list_has_completed_tasks(string list, string first, string second)
    {
        var app = shared.App;
        var reviewer = await Visitor.SignInAsync(app, list == "approvals" ? "mia" : "olga");
        var number = await TaskIn(app, list);

        var page = await reviewer.GetAsync($"/my/{list}");

        var line = page.Line(number)!;
        Assert.Equal([first, second], line.QuerySelectorAll("button[name=decision]").Select(button => button.FirstChild!.TextContent.Trim()));
        Assert.Equal($"#{number}", line.QuerySelector("a[href]")!.TextContent);
        Assert.Equal("…", line.QuerySelector("details.more summary")!.TextContent);
        Assert.Equal("Reassign to…", line.QuerySelector("details.more a")!.TextContent);
        Assert.Equal($"/my/{list}/completed", page.Document.QuerySelectorAll(".tabs a").Single(tab => tab.TextContent == "Completed tasks").GetAttribute("href"));
        var details = await reviewer.GetAsync(line.QuerySelector("a[href]")!.GetAttribute("href")!);
        Assert.Equal($"/tasks/{number}/reassign", details.Document.QuerySelectorAll("a").Single(link => link.TextContent == "Reassign").GetAttribute("href"));
    }

    /// <summary>Otto has access too, so that each list has a task about a different grant.</summary>
    public sealed class WithHolder : SharedApp
    {
        protected override Task PrepareAsync(TheApp app) => app.ImportAsync(new { grants = new object[] { new { userId = "otto", entitlementId = SmallOrganization.Reader } } });
    }

    private static async Task<int> TaskIn(TheApp app, string list)
    {
        switch (list)
        {
            case "certifications":
                return await app.OpenAsync("bob", SmallOrganization.Reader);
            case "revocations":
                return await app.OpenAsync("bob", SmallOrganization.Root, "revocation");
            case "approvals":
                return await app.RequestAsync(SmallOrganization.Reader);
            case "provisioning":
                await app.As("mia").RequestAsync(SmallOrganization.Reader);
                await app.As("max").DecideAsync((await app.As("max").MyTasksAsync())[0].GetProperty("number").GetInt32(), "approve");
                break;
            default:
                await app.As("olga").DecideAsync(await app.OpenAsync("otto", SmallOrganization.Reader, "revocation"), "confirm");
                break;
        }

        await app.RestAsync();
        return (await app.As("olga").MyTasksAsync($"&kind={list}"))[0].GetProperty("number").GetInt32();
    }
}
