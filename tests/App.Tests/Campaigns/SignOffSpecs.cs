using System.Net;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using Xunit;

namespace AccessReview.App.Tests.Campaigns;

/// <summary>Reviewers sign off their decisions, and the owner signs off the campaign. Olga and Otto review.</summary>
public sealed class SignOffSpecs
{
    [Fact]
    public async Task A_reviewer_decides_all_items_signs_off_on_the_page_and_the_owner_states_that_the_review_is_complete()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.OpenAsync(app, ACampaign.StagedBody());
        var path = $"/api/v1/my/campaigns/{campaign.Id}/sign-off";
        var tasks = await app.As("otto").MyTasksAsync();
        foreach (var task in tasks.Skip(1))
            await app.As("otto").DecideAsync(task.GetProperty("number").GetInt32(), task.GetProperty("subjectUser").GetString() == "bob" ? "remove" : "certify", "Seen");
        var refused = await app.As("otto").PostAsync(path, new { statement = "Done" }, HttpStatusCode.Conflict);
        Assert.Equal(("undecided_items", 1), (refused.GetProperty("code").GetString(), refused.GetProperty("undecided").GetInt32()));
        Assert.Equal(HttpStatusCode.NotFound, (await app.As("mia").PostAsync(path, new { statement = "Done" })).StatusCode);
        await app.As("otto").DecideAsync(tasks[0].GetProperty("number").GetInt32(), "remove", "Left the team");

        var otto = await Visitor.SignInAsync(app, "otto");
        var list = await otto.GetAsync($"/my/certifications?campaign={campaign.Id}");
        Assert.Contains("4 of 4 decided, due on 12 November 2026", list.Text, StringComparison.Ordinal);
        var page = await otto.GetAsync($"/my/campaigns/{campaign.Id}/sign-off");
        var removals = (await app.As("otto").GetAsync(path)).GetProperty("removals").GetArrayLength();
        Assert.Contains($"{removals} accesses will be removed", page.Text, StringComparison.Ordinal);
        Assert.Contains("Left the team", page.Text, StringComparison.Ordinal);
        await app.As("otto").DecideAsync(tasks[0].GetProperty("number").GetInt32(), "certify", "Back in the team");
        var stale = await otto.SendAsync(page.Form("/sign-off"), null);
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Contains("Your decisions have changed since you opened this page.", stale.Text, StringComparison.Ordinal);
        page = await otto.SendAsync(stale.Form("/sign-off"), null);
        await app.RestAsync();

        Assert.Contains("You signed off on", page.Text, StringComparison.Ordinal);
        Assert.Empty(await app.As("otto").MyTasksAsync("&kind=certification"));
        var items = (await app.As("cora").GetAsync($"/api/v1/campaigns/{campaign.Id}/items?limit=100")).GetProperty("items").EnumerateArray().ToList();
        Assert.All(items, item => Assert.True(item.GetProperty("state").GetString() == "done" && item.TryGetProperty("signedOffAt", out _)));
        Assert.Equal(removals - 1, items.Count(item => item.GetProperty("outcome").GetString() == "removed"));
        var mine = Assert.Single((await app.As("otto").GetAsync("/api/v1/my/campaigns")).GetProperty("items").EnumerateArray());
        Assert.Equal((4, 4, false), (mine.GetProperty("items").GetInt32(), mine.GetProperty("completed").GetInt32(), mine.GetProperty("needsSignOff").GetBoolean()));

        await campaign.PostAsync("sign-off", new { statement = "Complete" }, expected: HttpStatusCode.Conflict);
        await campaign.PostAsync("close", new { reason = "All decided" });
        await campaign.PostAsync("sign-off", new { statement = "Complete" }, "carl", HttpStatusCode.Forbidden);
        var signedOff = await campaign.PostAsync("sign-off", new { statement = "Complete" });
        Assert.Equal("cora", signedOff.GetProperty("signedOff").GetProperty("by").GetString());
        Assert.Contains("Cora Campaign signed off the campaign", (await (await Visitor.SignInAsync(app, "cora")).GetAsync($"/campaigns/{campaign.Id}")).Text, StringComparison.Ordinal);
        await Invariants.CheckAsync(app);
    }

    [Fact]
    public async Task A_decision_about_access_that_changed_is_shown_back_and_must_be_made_again_before_the_sign_off()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.OpenAsync(app, ACampaign.StagedBody());
        foreach (var task in await app.As("otto").MyTasksAsync())
            await app.As("otto").DecideAsync(task.GetProperty("number").GetInt32(), "certify", "Needs it");
        await app.ImportAsync(new { users = new object[] { new { id = "bob", email = "bob@example.test", displayName = "Bob Builder", active = false } } });
        await app.RestAsync();

        var refused = await app.As("otto").PostAsync($"/api/v1/my/campaigns/{campaign.Id}/sign-off", new { statement = "Seen" }, HttpStatusCode.Conflict);

        Assert.Equal(("undecided_items", 2), (refused.GetProperty("code").GetString(), refused.GetProperty("undecided").GetInt32()));
        var otto = await Visitor.SignInAsync(app, "otto");
        Assert.Contains("Certify, needs a look", (await otto.GetAsync("/my/certifications")).Text, StringComparison.Ordinal);
        Assert.True(Assert.Single((await app.As("otto").GetAsync("/api/v1/my/campaigns")).GetProperty("items").EnumerateArray()).GetProperty("needsSignOff").GetBoolean());
        foreach (var task in (await app.As("otto").MyTasksAsync()).Where(task => task.GetProperty("subjectUser").GetString() == "bob"))
            await app.As("otto").DecideAsync(task.GetProperty("number").GetInt32(), "remove", "Has left");
        await SignOffAsync(app, campaign);

        Assert.Equal(["ada Reader done certified", "bob Reader done removed", "bob Root done removed", "olga Reader done certified"], await campaign.ItemsAsync());
    }

    private static async Task SignOffAsync(TheApp app, ACampaign campaign)
    {
        await app.As("otto").PostAsync($"/api/v1/my/campaigns/{campaign.Id}/sign-off", new { statement = "I reviewed each item." }, HttpStatusCode.Accepted);
        await app.RestAsync();
    }
}
