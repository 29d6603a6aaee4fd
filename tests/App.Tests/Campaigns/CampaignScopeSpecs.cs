using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using Xunit;

namespace AccessReview.App.Tests.Campaigns;

/// <summary>What a campaign reviews, and who reviews it.</summary>
public sealed class CampaignScopeSpecs
{
    [Fact]
    public async Task A_preview_writes_nothing_and_shows_items_reviewers_exclusions_and_what_silence_would_remove()
    {
        await using var app = await ACampaign.StartAppAsync();
        await app.OpenAsync("bob", SmallOrganization.Root);
        var campaign = await ACampaign.CreateAsync(app, ACampaign.Body(scope: new { entitlements = new[] { SmallOrganization.Reader, SmallOrganization.Root }, people = new[] { "bob", "olga" } }, noResponse: "remove"));

        var preview = await campaign.PreviewAsync();

        Assert.Equal(2, preview.GetProperty("items").GetInt32());
        Assert.Equal(["person 1", "alreadyOpen 1"], preview.GetProperty("excluded").EnumerateArray().Select(one => $"{one.GetProperty("reason").GetString()} {one.GetProperty("count").GetInt32()}"));
        Assert.Equal(["otto 2", "olga 1"], preview.GetProperty("reviewers").EnumerateArray().Select(one => $"{one.GetProperty("reviewer").GetProperty("id").GetString()} {one.GetProperty("items").GetInt32()}"));
        Assert.Equal((1, "otto"), (preview.GetProperty("ownAccess").GetProperty("count").GetInt32(), preview.GetProperty("ownAccess").GetProperty("first")[0].GetProperty("reviewers")[0].GetProperty("id").GetString()));
        Assert.Equal((0, 2, 2), (preview.GetProperty("silence").GetProperty("keeps").GetInt32(), preview.GetProperty("silence").GetProperty("removals").GetInt32(), preview.GetProperty("mails").GetInt32()));
        Assert.True(preview.TryGetProperty("importedAt", out _));
        Assert.Equal(("draft", 1L), (await campaign.StateAsync(), (await campaign.ReadAsync()).GetProperty("version").GetInt64()));
        Assert.Empty(await campaign.ItemsAsync());
    }

    [Fact]
    public async Task A_campaign_over_no_access_cannot_be_started()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.CreateAsync(app, ACampaign.Body(scope: new { minimumRisk = "critical" }));
        await campaign.PostAsync("freeze");

        Assert.Equal("no_items", (await campaign.PostAsync("start", expected: HttpStatusCode.Conflict)).GetProperty("code").GetString());
        Assert.Equal("frozen", await campaign.StateAsync());
    }

    [Fact]
    public async Task A_campaign_that_nobody_can_review_cannot_be_started()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.CreateAsync(app, ACampaign.Body(source: "subjectManager", scope: new { people = new[] { "bob" }, managers = new[] { "mia" } }));
        await app.ImportAsync(new { users = new object[] { new { id = "mia", email = "mia@example.test", displayName = "Mia Manager", active = false } } });
        await campaign.PostAsync("freeze");

        Assert.Equal(2, (await campaign.ReadAsync()).GetProperty("population").GetProperty("needsAttention").GetInt32());
        Assert.Equal("no_reviewers", (await campaign.PostAsync("start", expected: HttpStatusCode.Conflict)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Nobody_reviews_their_own_access_and_the_fallback_does_instead()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.CreateAsync(app, new
        {
            name = "Own access",
            reviewers = new { source = "named", users = new[] { "olga" }, fallback = new[] { "olga", "max" } },
            due = "2026-11-12",
            scope = new { people = new[] { "olga", "bob" } },
        });
        await campaign.PostAsync("freeze");
        await campaign.PostAsync("start");

        Assert.Equal(2, (await app.As("olga").MyTasksAsync()).Count);
        var own = Assert.Single(await app.As("max").MyTasksAsync());
        Assert.Equal("olga", own.GetProperty("subjectUser").GetString());
        await app.As("olga").DecideAsync(own.GetProperty("number").GetInt32(), "certify", "Mine", HttpStatusCode.Forbidden);
        await app.As("max").PostAsync($"/api/v1/tasks/{own.GetProperty("number").GetInt32()}/reassignments", new { to = "olga", step = 0, reason = "Hers" }, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_task_names_its_campaign_and_requires_the_reasons_that_the_campaign_requires()
    {
        await using var app = await ACampaign.StartAppAsync();
        await ACampaign.OpenAsync(app, new { name = "SOX Q4", reviewers = new { source = "appOwners" }, due = "2026-11-12", control = "ITGC-7", reasonRequiredFor = new[] { "certify" } });

        var row = (await app.As("otto").MyTasksAsync())[0];
        var task = await app.As("otto").GetAsync($"/api/v1/tasks/{row.GetProperty("number").GetInt32()}");

        Assert.Equal("SOX Q4", task.GetProperty("campaign").GetProperty("name").GetString());
        Assert.Equal("SOX Q4", row.GetProperty("campaignName").GetString());
        var refused = await app.As("otto").DecideAsync(row.GetProperty("number").GetInt32(), "certify", expected: HttpStatusCode.BadRequest);
        Assert.Equal("reason_required", refused.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_review_that_was_opened_after_the_freeze_is_not_opened_twice()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.CreateAsync(app);
        await campaign.PostAsync("freeze");
        await app.OpenAsync("bob", SmallOrganization.Reader);
        await campaign.PostAsync("start");

        Assert.Contains("bob Reader done reviewedElsewhere", await campaign.ItemsAsync());
        Assert.Single(await app.As("otto").MyTasksAsync(), task => task.GetProperty("subjectUser").GetString() == "bob" && task.GetProperty("entitlement").GetString() == SmallOrganization.Reader);
    }
}
