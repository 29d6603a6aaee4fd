using System.Net;
using AccessReview.App.Campaigns;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;
using Xunit;

namespace AccessReview.App.Tests.Campaigns;

/// <summary>How campaigns end: with missing answers, with a second person, extended, early, and cancelled.</summary>
public sealed class CampaignEndSpecs
{
    private static readonly object NoGuard = new { maxRemovals = 50, maxPercent = 100 };

    [Fact]
    public async Task Missing_answers_remove_access_by_the_rule_but_not_protected_access()
    {
        await using var app = await ACampaign.StartAppAsync();
        await app.ImportAsync(new { grants = new object[] { new { userId = "ada", entitlementId = SmallOrganization.Reader, @protected = true } } });
        var campaign = await ACampaign.OpenAsync(app, ACampaign.Body(noResponse: "remove", guard: NoGuard));

        await app.AdvanceAsync(TimeSpan.FromDays(11));

        Assert.Equal("closed", await campaign.StateAsync());
        Assert.Equal(
            ["ada Reader done keptBySilence", "bob Reader done removedBySilence", "bob Root done removedBySilence", "olga Reader done removedBySilence"], await campaign.ItemsAsync());
        Assert.Equal(3, (await Invariants.TasksAsync(app)).Count(task => task.Stored.Task.Kind == TaskKind.Revocation));
    }

    [Fact]
    public async Task By_the_facts_missing_answers_remove_only_unused_access_and_that_of_people_who_have_left()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.OpenAsync(app, ACampaign.Body(noResponse: "followFacts", guard: NoGuard));
        await app.ImportAsync(new { users = new object[] { new { id = "bob", email = "bob@example.test", displayName = "Bob Builder", active = false } } });

        await app.AdvanceAsync(TimeSpan.FromDays(11));

        // Ada used Reader lately, so the app reports usage of it, and Olga never used it.
        Assert.Equal(
            ["ada Reader done keptBySilence", "bob Reader done removedBySilence", "bob Root done removedBySilence", "olga Reader done removedBySilence"], await campaign.ItemsAsync());
    }

    [Fact]
    public async Task Too_many_removals_by_silence_wait_for_another_person_than_the_owner_and_the_closer()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.OpenAsync(app, ACampaign.Body(noResponse: "remove", guard: new { maxRemovals = 2, maxPercent = 100 }));
        await campaign.PostAsync("close", new { reason = "The auditor comes earlier" }, by: "adam");

        Assert.Equal("guard", await campaign.StateAsync());
        Assert.Equal(4, (await campaign.ItemsAsync("&state=silent")).Count);
        Assert.Equal(4, (await campaign.ReadAsync()).GetProperty("silence").GetProperty("removals").GetInt32());
        Assert.Equal("second_person_required", Code(await campaign.PostAsync("guard/confirm", new { decision = "remove" }, "cora", HttpStatusCode.Forbidden)));
        Assert.Equal("second_person_required", Code(await campaign.PostAsync("guard/confirm", new { decision = "remove" }, "adam", HttpStatusCode.Forbidden)));
        Assert.DoesNotContain((await Invariants.TasksAsync(app)), task => task.Stored.Task.Kind == TaskKind.Revocation);

        await campaign.PostAsync("guard/confirm", new { decision = "remove", reason = "Checked the list" }, "carl");

        Assert.Equal("closed", await campaign.StateAsync());
        Assert.All(await campaign.ItemsAsync(), item => Assert.EndsWith("done removedBySilence", item, StringComparison.Ordinal));
        await Invariants.CheckAsync(app);
    }

    [Fact]
    public async Task A_share_of_an_entitlements_holders_needs_a_second_person_who_can_keep_the_access()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.OpenAsync(app, ACampaign.Body(noResponse: "remove", guard: new { maxRemovals = 50, maxPercent = 99 }));
        await app.AdvanceAsync(TimeSpan.FromDays(11));

        Assert.Equal("guard", await campaign.StateAsync());
        Assert.Equal(["vault/reader", "vault/root"], (await campaign.ReadAsync()).GetProperty("silence").GetProperty("exceeded").EnumerateArray().Select(id => id.GetString()));
        await campaign.PostAsync("guard/confirm", new { decision = "keep", reason = "Nobody was there" }, "carl");

        Assert.Equal("closed", await campaign.StateAsync());
        Assert.All(await campaign.ItemsAsync(), item => Assert.EndsWith("done keptBySilence", item, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_extended_campaign_stays_open_with_its_tasks_until_the_new_due_date()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.OpenAsync(app);
        Assert.Equal("due_not_later", Code(await campaign.PostAsync("extend", new { due = "2026-11-10", reason = "Shorter" }, expected: HttpStatusCode.BadRequest)));
        Assert.Equal("reason_required", Code(await campaign.PostAsync("extend", new { due = "2026-11-20" }, expected: HttpStatusCode.BadRequest)));

        await campaign.PostAsync("extend", new { due = "2026-11-20", reason = "Holidays" });
        Assert.All(await app.As("otto").MyTasksAsync(), task => Assert.Equal("2026-11-20T23:59:59+00:00", task.GetProperty("dueAt").GetString()));
        await app.AdvanceAsync(TimeSpan.FromDays(11));
        Assert.Equal("open", await campaign.StateAsync());
        Assert.Equal(4, (await campaign.ItemsAsync("&state=open")).Count);

        await app.AdvanceAsync(TimeSpan.FromDays(8));
        Assert.Equal("closed", await campaign.StateAsync());
    }

    [Fact]
    public async Task A_cancelled_campaign_cancels_its_open_tasks_and_keeps_its_decisions()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.OpenAsync(app);
        var task = (await app.As("otto").MyTasksAsync()).First(task => task.GetProperty("subjectUser").GetString() == "ada");
        await app.As("otto").DecideAsync(task.GetProperty("number").GetInt32(), "certify", "Needs it");

        await campaign.PostAsync("cancel", new { reason = "Wrong scope" });

        Assert.Equal("cancelled", await campaign.StateAsync());
        Assert.Equal(["ada Reader done certified", "bob Reader done cancelled", "bob Root done cancelled", "olga Reader done cancelled"], await campaign.ItemsAsync());
        Assert.Empty(await app.As("otto").MyTasksAsync());
        var refused = await campaign.PostAsync("close", new { reason = "Too late" }, by: "adam", HttpStatusCode.Conflict);
        Assert.Equal(("wrong_state", "cancelled", "cora"), (Code(refused), refused.GetProperty("campaignState").GetString(), refused.GetProperty("changedBy").GetString()));
    }

    [Fact]
    public async Task A_worker_that_opens_tasks_after_the_campaign_was_cancelled_ends_them_again()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.CreateAsync(app);
        await campaign.PostAsync("freeze");
        var frozen = (await app.Get<CampaignStore>().LoadAsync(CampaignId.From(campaign.Id), CancellationToken.None))!; // It was just created.
        await campaign.PostAsync("cancel", new { reason = "Wrong scope" });
        var started = frozen.Campaign.Evolve(new CampaignEvent.CampaignStarted { At = app.Now, By = Actor.System });

        await app.Get<OpenItems>().RunAsync(new CampaignTask(app.Durable, frozen with { Campaign = started }, app.Now), CancellationToken.None);
        await app.RestAsync();

        Assert.Empty(await app.As("otto").MyTasksAsync());
        Assert.DoesNotContain(await Invariants.TasksAsync(app), task => task.Stored.Task.IsOpen);
        Assert.Equal("cancelled", await campaign.StateAsync());
        Assert.All(await campaign.ItemsAsync(), item => Assert.EndsWith("done cancelled", item, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("draft")]
    [InlineData("frozen")]
    public async Task A_campaign_can_be_cancelled_before_it_starts(string state)
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.CreateAsync(app);
        if (state == "frozen")
            await campaign.PostAsync("freeze");

        await campaign.PostAsync("cancel", new { reason = "Wrong scope" });

        Assert.Equal("cancelled", await campaign.StateAsync());
        Assert.All(await campaign.ItemsAsync(), item => Assert.EndsWith("done cancelled", item, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Access_that_is_removed_while_the_campaign_is_open_is_counted_apart()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.OpenAsync(app);
        await app.As("bob").PostAsync("/api/v1/tasks", new { kind = "revocation", user = "bob", entitlement = SmallOrganization.Root }, HttpStatusCode.Created);
        foreach (var kind in new[] { "revocation", "deprovisioning" })
        {
            var task = (await app.As("otto").MyTasksAsync($"&kind={kind}"))[0];
            await app.As("otto").DecideAsync(task.GetProperty("number").GetInt32(), kind == "revocation" ? "confirm" : "complete", "Done");
            await app.RestAsync();
        }

        await app.AdvanceAsync(TimeSpan.FromMinutes(20));

        Assert.Contains("bob Root done alreadyRemoved", await campaign.ItemsAsync());
        var outcomes = (await campaign.ProgressAsync()).GetProperty("outcomes").EnumerateArray().Select(one => $"{one.GetProperty("outcome").GetString()} {one.GetProperty("count").GetInt32()}");
        Assert.Equal(["alreadyRemoved 1"], outcomes);
    }

    private static string? Code(System.Text.Json.JsonElement problem) => problem.GetProperty("code").GetString();
}
