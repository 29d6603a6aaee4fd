using System.Net;
using System.Text.Json;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using Xunit;

namespace AccessReview.App.Tests.Campaigns;

/// <summary>Campaigns over access that was reviewed before.</summary>
public sealed class CampaignRepeatSpecs
{
    [Fact]
    public async Task Access_that_is_certified_until_a_date_is_not_reviewed_again_before_it()
    {
        await using var app = await ACampaign.StartAppAsync();
        var first = await ACampaign.OpenAsync(app);
        var tasks = await app.As("otto").MyTasksAsync();
        var ada = NumberOf(tasks, "ada", "Reader");
        await app.As("otto").PostAsync($"/api/v1/tasks/{ada}/decisions", new { decision = "certify", step = 0, until = "2027-12-31" }, HttpStatusCode.BadRequest);
        await app.As("otto").PostAsync($"/api/v1/tasks/{ada}/decisions", new { decision = "certify", step = 0, until = "2027-03-31" }, HttpStatusCode.OK);
        await app.RestAsync();
        await first.PostAsync("close", new { reason = "Done" });

        var otto = await Visitor.SignInAsync(app, "otto");
        Assert.Contains("Otto Owner certified the access, valid until 31 March 2027", (await otto.GetAsync($"/tasks/{ada}")).Text, StringComparison.Ordinal);
        var second = await ACampaign.CreateAsync(app);
        var preview = await second.PreviewAsync();
        var excluded = preview.GetProperty("excluded").EnumerateArray().ToDictionary(one => one.GetProperty("reason").GetString()!, one => one.GetProperty("count").GetInt32());
        Assert.Equal((3, 1), (preview.GetProperty("items").GetInt32(), excluded["stillCertified"]));
    }

    [Fact]
    public async Task The_second_campaign_says_what_is_new_changed_and_unchanged_and_certifies_the_unchanged_together()
    {
        await using var app = await ACampaign.StartAppAsync();
        var first = await ACampaign.OpenAsync(app);
        foreach (var task in await app.As("otto").MyTasksAsync())
            await app.As("otto").DecideAsync(task.GetProperty("number").GetInt32(), "certify", "Needed");
        await app.RestAsync();
        await first.PostAsync("close", new { reason = "Done" });
        // Ada moves to another department, and Max gets the access for the first time.
        await app.AdvanceAsync(TimeSpan.FromDays(1));
        await app.ImportAsync(new
        {
            users = new object[] { new { id = "ada", email = "ada@example.test", displayName = "Ada Lovelace", managerId = "mia", department = "Research" } },
            grants = new object[] { new { userId = "max", entitlementId = SmallOrganization.Reader } },
        });

        var second = await ACampaign.OpenAsync(app, new
        {
            name = "Vault 2027",
            reviewers = new { source = "appOwners" },
            due = "2026-11-20",
            scope = new { apps = new[] { "vault" } },
            repeat = new { certifiesUnchangedTogether = true },
        });

        Assert.Equal(["max Reader open"], await second.ItemsAsync("&change=new"));
        Assert.Equal(["ada Reader open"], await second.ItemsAsync("&change=changed"));
        Assert.Equal(["bob Reader open", "bob Root open", "olga Reader open"], await second.ItemsAsync("&change=unchanged"));
        // New and changed access comes first in the list, which names what has changed.
        var otto = await Visitor.SignInAsync(app, "otto");
        Assert.Equal(["max", "ada"], (await app.As("otto").MyTasksAsync()).Take(2).Select(task => task.GetProperty("subjectUser").GetString()));
        var list = await otto.GetAsync("/my/certifications?group=change");
        Assert.Contains("Since the last review: Department", list.Text, StringComparison.Ordinal);
        Assert.Contains("2 unchanged accesses with low or medium risk in Vault 2027", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Max Major", (await otto.GetAsync("/my/certifications?change=unchanged")).Document.QuerySelector("table")!.TextContent, StringComparison.Ordinal);

        var together = await app.As("otto").PostAsync($"/api/v1/my/campaigns/{second.Id}/certify-unchanged", new { reason = "As before" }, HttpStatusCode.OK);
        await app.RestAsync();
        Assert.All(together.GetProperty("items").EnumerateArray(), result => Assert.Equal(200, result.GetProperty("status").GetInt32()));
        // Root has high risk: it is decided alone.
        Assert.Equal(["bob Reader done certified", "bob Root open", "olga Reader done certified"], await second.ItemsAsync("&change=unchanged"));
        var items = (await app.As("cora").GetAsync($"/api/v1/campaigns/{second.Id}/items?change=unchanged&state=done")).GetProperty("items").EnumerateArray();
        Assert.All(items, item => Assert.True(item.GetProperty("isTogether").GetBoolean()));
    }

    private static int NumberOf(IReadOnlyList<JsonElement> tasks, string person, string entitlement) => tasks
        .Single(task => task.GetProperty("subjectUser").GetString() == person && task.GetProperty("entitlementName").GetString() == entitlement)
        .GetProperty("number").GetInt32();
}
