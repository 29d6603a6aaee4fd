using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Pages;

/// <summary>Without scripts too, pages ask once more before a decision about high or critical risk.</summary>
public sealed class AskedTwiceSpecs
{
    [Fact]
    public async Task The_list_asks_once_more_before_a_decision_about_high_risk_and_keeps_the_reason()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.OpenAsync("bob", SmallOrganization.Root);
        var olga = await Visitor.SignInAsync(app, "olga");
        var list = await olga.GetAsync("/my/certifications");

        var asked = await olga.SendAsync(list.Form("/my/certifications/decisions"), "Certify", [("reason", "On call")]);
        Assert.Contains("Certify: 1 task", asked.Text, StringComparison.Ordinal);
        Assert.Equal("On call", asked.Document.QuerySelector("textarea")!.TextContent);
        Assert.Equal("open", (await TaskAsync(app, number)).GetProperty("state").GetString());

        await olga.SendAsync(asked.Form("/my/certifications/decisions"), "Certify");
        Assert.Equal("certified", (await TaskAsync(app, number)).GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task The_tasks_page_asks_once_more_before_a_decision_about_high_risk_and_keeps_the_reason()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.OpenAsync("bob", SmallOrganization.Root);
        var olga = await Visitor.SignInAsync(app, "olga");
        var page = await olga.GetAsync($"/tasks/{number}");

        var asked = await olga.SendAsync(page.Form($"/tasks/{number}/decide"), "Remove", [("reason", "Left the team")]);
        Assert.Contains("Nothing is decided yet. Select Remove to confirm.", asked.Text, StringComparison.Ordinal);
        Assert.Equal("Left the team", asked.Document.QuerySelector("#reason")!.TextContent);
        Assert.Equal("open", (await TaskAsync(app, number)).GetProperty("state").GetString());

        await olga.SendAsync(asked.Form($"/tasks/{number}/decide"), "Remove");
        Assert.Equal("removed", (await TaskAsync(app, number)).GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task A_decision_about_low_risk_is_not_asked_about_once_more()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.OpenAsync("bob", SmallOrganization.Reader);
        var olga = await Visitor.SignInAsync(app, "olga");

        await olga.SendAsync((await olga.GetAsync("/my/certifications")).Form("/my/certifications/decisions"), "Certify");

        Assert.Equal("certified", (await TaskAsync(app, number)).GetProperty("outcome").GetString());
    }

    private static async Task<System.Text.Json.JsonElement> TaskAsync(TheApp app, int number)
    {
        await app.RestAsync();
        return await app.As(SmallOrganization.Admin).GetAsync($"/api/v1/tasks/{number}");
    }
}
