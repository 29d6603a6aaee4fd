using System.Net;
using System.Text.Json;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using AccessReview.Domain.Tasks;
using Xunit;

namespace AccessReview.App.Tests.Campaigns;

/// <summary>Removals of campaigns: their cooling-off time, and what becomes of them.</summary>
public sealed class CampaignRemovalSpecs
{
    private static readonly object CoolingOff = new { coolingOffHours = 24 };

    [Fact]
    public async Task In_its_cooling_off_time_a_removal_is_taken_back_or_contested_and_then_starts()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.OpenAsync(app, ACampaign.Body(removals: CoolingOff));
        var (root, reader, adas) = (await RemoveAsync(app, "bob", "Root"), await RemoveAsync(app, "bob", "Reader"), await RemoveAsync(app, "ada", "Reader"));
        Assert.Empty(await RemovalTasksAsync(app));
        Assert.Contains((await app.MailsOf("bob").AllAsync()), mail => mail.Subject.StartsWith("Your access will be removed: Root", StringComparison.Ordinal));

        // The person contests on the page of the mail, once.
        var bob = await Visitor.SignInAsync(app, "bob");
        var page = await bob.GetAsync($"/removals/{root}");
        Assert.Contains("contest the removal before", page.Text, StringComparison.Ordinal);
        page = await bob.SendAsync(page.Form($"/removals/{await IdOfAsync(app, root)}/act"), null, ("act", "contest"), ("reason", "I run the night jobs"));
        Assert.Contains("The removal is stopped until the campaign's owner decides.", page.Text, StringComparison.Ordinal);
        Assert.Equal("already_contested", Code(await PostAsync(app, "bob", root, "contest", new { comment = "Again" }, HttpStatusCode.Conflict)));
        Assert.Contains((await app.MailsOf("cora").AllAsync()), mail => mail.Subject.StartsWith("Bob Builder contests a removal", StringComparison.Ordinal) && mail.Text.Contains("> I run the night jobs", StringComparison.Ordinal));

        Assert.Equal("not_allowed", Code(await PostAsync(app, "cora", reader, "take-back", new { reason = "Mine" }, HttpStatusCode.Forbidden)));
        await PostAsync(app, "mia", adas, "take-back", new { reason = "Mine" }, HttpStatusCode.Forbidden);
        Assert.Equal("takenBack", (await PostAsync(app, "otto", reader, "take-back", new { reason = "Wrong line" })).GetProperty("state").GetString());
        await app.AdvanceAsync(TimeSpan.FromHours(25));

        Assert.Equal(["ada Reader revocation"], await RemovalTasksAsync(app));
        Assert.Equal("removal_started", Code(await PostAsync(app, "otto", adas, "take-back", new { reason = "Late" }, HttpStatusCode.Conflict)));
        Assert.Equal("own_access", Code(await PostAsync(app, "bob", root, "decision", new { decision = "keep", reason = "Mine" }, HttpStatusCode.Forbidden)));
        await PostAsync(app, "cora", root, "decision", new { decision = "remove", reason = "The jobs moved" });
        await app.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(["ada Reader revocation", "bob Root revocation"], await RemovalTasksAsync(app));
        Assert.Equal(["ada Reader done removed", "bob Reader done removalTakenBack", "bob Root done removed", "olga Reader open"], await campaign.ItemsAsync());
        var history = (await app.As("bob").GetAsync($"/api/v1/tasks/{root}/history")).GetProperty("items").EnumerateArray().Select(one => one.GetProperty("event").GetProperty("event").GetString()).ToList();
        Assert.Equal(["removalContested", "contestJudged", "removalStarted"], history[^3..]);
        Assert.Contains((await app.MailsOf("bob").AllAsync()), mail => mail.Text.Contains("> The jobs moved", StringComparison.Ordinal));
        await Invariants.CheckAsync(app);
    }

    [Fact]
    public async Task After_silence_the_second_person_takes_a_removal_back_and_the_others_go_straight_to_deprovisioning()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.OpenAsync(
            app, ACampaign.Body(noResponse: "remove", guard: new { maxRemovals = 2, maxPercent = 100 }, removals: new { coolingOffHours = 24, way = "deprovisioning" }));
        var decided = await RemoveAsync(app, "ada", "Reader");
        await campaign.PostAsync("close", new { reason = "Early" }, by: "adam");
        Assert.Equal("guard", await campaign.StateAsync());
        await app.AdvanceAsync(TimeSpan.FromHours(25));
        // A decision does not wait for the second person.
        Assert.Equal(["ada Reader deprovisioning"], await RemovalTasksAsync(app));

        await campaign.PostAsync("guard/confirm", new { decision = "remove", reason = "Checked" }, "carl");
        var root = (await ItemAsync(app, campaign, "bob", "Root")).GetProperty("task").GetInt32();
        await PostAsync(app, "carl", root, "take-back", new { reason = "One is needed" });
        await app.AdvanceAsync(TimeSpan.FromHours(25));

        Assert.Equal(["ada Reader deprovisioning", "bob Reader deprovisioning", "olga Reader deprovisioning"], await RemovalTasksAsync(app));
        Assert.Contains("bob Root done removalTakenBack", await campaign.ItemsAsync());
        Assert.Equal("closed", await campaign.StateAsync());
        Assert.NotEqual(0, decided);
    }

    [Fact]
    public async Task Removals_are_followed_until_every_one_has_ended_and_reopened_if_the_access_is_still_there()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.OpenAsync(app);
        foreach (var (person, entitlement) in new[] { ("bob", "Root"), ("bob", "Reader"), ("ada", "Reader") })
            await RemoveAsync(app, person, entitlement);
        await campaign.PostAsync("close", new { reason = "All seen" });
        Assert.Equal("closed", await campaign.StateAsync());
        Assert.Contains(await app.MailsOf("cora").AllAsync(), mail => mail.Subject == "Campaign closed: Vault 2026" && mail.Text.Contains("3 removals", StringComparison.Ordinal));

        await DecideAsync(app, "olga", "bob", "Reader", "decline");
        await DecideAsync(app, "olga", "bob", "Root", "confirm");
        await DecideAsync(app, "otto", "bob", "Root", "complete");
        Assert.Equal(["ada Reader started", "bob Reader declined", "bob Root done"], await RemovalsAsync(app, campaign));

        await app.AdvanceAsync(TimeSpan.FromDays(9));
        Assert.Equal(["ada Reader started"], await RemovalsAsync(app, campaign, "?state=overdue"));
        Assert.Contains(await app.MailsOf("cora").AllAsync(), mail => mail.Subject == "Removals are overdue: Vault 2026");
        var page = await (await Visitor.SignInAsync(app, "cora")).GetAsync($"/campaigns/{campaign.Id}/removals?state=overdue");
        Assert.Contains("Who must act", page.Text, StringComparison.Ordinal);
        Assert.Contains("Ada Lovelace", page.Text, StringComparison.Ordinal);
        Assert.Contains(",bob,Bob Builder,", await app.As("cora").Http.GetStringAsync($"/api/v1/campaigns/{campaign.Id}/removals.csv?separator=comma"), StringComparison.Ordinal);
        await DecideAsync(app, "otto", "ada", "Reader", "complete");
        Assert.Equal("remediated", await campaign.StateAsync());

        await app.AdvanceAsync(TimeSpan.FromHours(2));

        // An import still has one access, and has another again.
        await app.ImportAsync(new { grants = new object[] { new { userId = "bob", entitlementId = SmallOrganization.Root } } });
        await app.AdvanceAsync(TimeSpan.FromDays(2));
        Assert.Equal("closed", await campaign.StateAsync());
        Assert.Equal(["bob Root stillThere"], await RemovalsAsync(app, campaign, "?state=open"));
        Assert.Contains(await app.MailsOf("cora").AllAsync(), mail => mail.Subject == "Still there after removal: Vault 2026");
        await DecideAsync(app, "otto", "bob", "Root", "complete");
        Assert.Equal("remediated", await campaign.StateAsync());
        await app.ImportAsync(new { grants = new object[] { new { userId = "ada", entitlementId = SmallOrganization.Reader, since = app.Now.ToString("yyyy-MM-dd", null) } } });
        await app.AdvanceAsync(TimeSpan.FromDays(2));

        Assert.Equal(["ada Reader done"], await RemovalsAsync(app, campaign, "?state=grantedAgain"));
        Assert.Equal("remediated", await campaign.StateAsync());
        var history = (await campaign.ReadAsync()).GetProperty("history").EnumerateArray().Select(one => one.GetProperty("event").GetString()).ToList();
        Assert.Equal(["campaignClosed", "campaignRemediated", "remediationReopened", "campaignRemediated"], history[^4..]);
    }

    private static async Task DecideAsync(TheApp app, string by, string person, string entitlement, string decision)
    {
        var task = (await app.As(by).MyTasksAsync()).Single(task => task.GetProperty("subjectUser").GetString() == person && task.GetProperty("entitlementName").GetString() == entitlement);
        await app.As(by).DecideAsync(task.GetProperty("number").GetInt32(), decision, "Seen");
        await app.RestAsync();
    }

    private static async Task<IEnumerable<string>> RemovalsAsync(TheApp app, ACampaign campaign, string query = "") =>
        (await app.As("cora").GetAsync($"/api/v1/campaigns/{campaign.Id}/removals{query}")).GetProperty("items").EnumerateArray()
        .Select(removal => $"{removal.GetProperty("subject").GetProperty("user").GetString()} {removal.GetProperty("subject").GetProperty("entitlementName").GetString()} {removal.GetProperty("state").GetString()}");

    private static async Task<int> RemoveAsync(TheApp app, string person, string entitlement)
    {
        var task = (await app.As("otto").MyTasksAsync("&kind=certification")).Single(task => task.GetProperty("subjectUser").GetString() == person && task.GetProperty("entitlementName").GetString() == entitlement);
        await app.As("otto").DecideAsync(task.GetProperty("number").GetInt32(), "remove", "Moved");
        await app.RestAsync();
        return task.GetProperty("number").GetInt32();
    }

    private static async Task<JsonElement> PostAsync(TheApp app, string by, int review, string command, object body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var answer = await app.As(by).PostAsync($"/api/v1/tasks/{review}/removal/{command}", body, expected);
        await app.RestAsync();
        return answer;
    }

    private static async Task<string> IdOfAsync(TheApp app, int review) => (await app.As("adam").GetAsync($"/api/v1/tasks/{review}")).GetProperty("id").GetString()!; // Every task has one.

    private static async Task<JsonElement> ItemAsync(TheApp app, ACampaign campaign, string person, string entitlement) =>
        (await app.As("cora").GetAsync($"/api/v1/campaigns/{campaign.Id}/items")).GetProperty("items").EnumerateArray()
        .Single(item => item.GetProperty("subject").GetProperty("user").GetString() == person && item.GetProperty("subject").GetProperty("entitlementName").GetString() == entitlement);

    private static async Task<IEnumerable<string>> RemovalTasksAsync(TheApp app) => (await Invariants.TasksAsync(app)).Select(task => task.Stored.Task)
        .Where(task => task.Kind is TaskKind.Revocation or TaskKind.Deprovisioning)
        .Select(task => $"{task.Subject.User} {task.Subject.EntitlementName} {task.Kind.ToString().ToLowerInvariant()}")
        .Order(StringComparer.Ordinal);

    private static string? Code(JsonElement problem) => problem.GetProperty("code").GetString();
}
