using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.EvidencePacks;
using Xunit;

namespace AccessReview.App.Tests.Campaigns;

/// <summary>A quarterly campaign over sixty days: nobody creates it, and its evidence shows everything that happened.</summary>
public sealed class QuarterlyCampaignSpecs
{
    [Fact]
    public async Task A_quarter_is_reviewed_from_its_schedule_to_proven_removals_and_verified_evidence()
    {
        await using var app = await ACampaign.StartAppAsync("Tasks:UndoFor=00:00:00", "Notifications:GatherFor=00:05:00");
        await WriteTemplateAsync(app);

        // The quarter ends on 31 December; the review is due ten working days before.
        await UntilAsync(app, new(2026, 12, 3, 12, 0, 0));
        var campaign = await OnlyAsync(app);
        Assert.Equal("frozen", await campaign.StateAsync());
        Assert.Empty(await app.As("otto").MyTasksAsync());
        await UntilAsync(app, new(2026, 12, 4, 12, 0, 0));
        Assert.Equal("open", await campaign.StateAsync());
        Assert.Equal(["ada Reader open", "bob Reader open", "bob Root open", "olga Reader open"], await campaign.ItemsAsync());
        await UntilAsync(app, new(2026, 12, 5, 12, 0, 0));
        Assert.Equal((1, 0, 0), (await app.MailsOf("otto").CountAsync(), await app.MailsOf("bob").CountAsync(), await app.MailsOf("ada").CountAsync()));

        // A removal that is taken back one minute before it starts, and a certification. Two items stay without an answer.
        var removed = await DecideAsync(app, "bob", "Reader", "remove");
        await DecideAsync(app, "olga", "Reader", "certify");
        Assert.Equal(1, await app.MailsOf("bob").CountAsync());
        await app.AdvanceAsync(TimeSpan.FromHours(24) - TimeSpan.FromMinutes(1));
        await app.As("otto").PostAsync($"/api/v1/tasks/{removed}/removal/take-back", new { reason = "The wrong line" }, HttpStatusCode.OK);

        // Reminders before the due date and after it; then the rule for missing answers waits for a second person.
        await UntilAsync(app, new(2026, 12, 17, 23, 0, 0));
        var reminders = (await campaign.ReadAsync()).GetProperty("history").EnumerateArray().Where(line => line.GetProperty("event").GetString() == "remindersSent");
        Assert.Equal([14, 16, 17], reminders.Select(line => line.GetProperty("at").GetDateTimeOffset().Day));
        await UntilAsync(app, new(2026, 12, 20, 6, 0, 0));
        Assert.Equal("guard", await campaign.StateAsync());
        await campaign.PostAsync("guard/confirm", new { decision = "remove" }, "cora", HttpStatusCode.Forbidden);
        await campaign.PostAsync("guard/confirm", new { decision = "remove", reason = "Nobody needs it" }, "carl");
        Assert.Equal("closed", await campaign.StateAsync());
        Assert.Equal(["ada Reader done removedBySilence", "bob Reader done removalTakenBack", "bob Root done removedBySilence", "olga Reader done certified"], await campaign.ItemsAsync());
        Assert.DoesNotContain(await app.As("otto").MyTasksAsync(), task => task.GetProperty("kind").GetString() == "revocation");

        // Ada contests; the owner lets her keep it. Bob's access is removed.
        var ada = (await ItemAsync(app, campaign, "ada")).GetProperty("task").GetInt32();
        await app.As("ada").PostAsync($"/api/v1/tasks/{ada}/removal/contest", new { comment = "I read it each month" }, HttpStatusCode.OK);
        await app.As("cora").PostAsync($"/api/v1/tasks/{ada}/removal/decision", new { decision = "keep", reason = "She does" }, HttpStatusCode.OK);
        await UntilAsync(app, new(2026, 12, 21, 12, 0, 0));
        await app.As("otto").DecideAsync(Number(await app.As("otto").MyTasksAsync("&kind=revocation")), "confirm", "Checked");
        await app.RestAsync();
        await app.As("olga").DecideAsync(Number(await app.As("olga").MyTasksAsync("&kind=deprovisioning")), "complete", "Done");
        await app.AdvanceAsync(TimeSpan.FromMinutes(20));
        Assert.Equal("remediated", await campaign.StateAsync());

        // The next export of the app still has everything but the removed access.
        await app.AdvanceAsync(TimeSpan.FromDays(1));
        var export = new { grants = new[] { "ada", "bob", "olga" }.Select(userId => new { userId, entitlementId = SmallOrganization.Reader }) };
        await app.As("adam").PostAsync("/api/v1/directory/imports?completeFor=vault", export, HttpStatusCode.Accepted);
        await UntilAsync(app, new(2027, 1, 2, 12, 0, 0));

        var pack = await APack.DownloadAsync(app, campaign);
        Assert.Equal((0, ""), (pack.Verify().Code, pack.Verify().Errors));
        Assert.Equal("confirmedByImport", pack.Item("bob", "Root").GetProperty("removal").GetProperty("proof").GetString());
        var changed = pack.Copy();
        changed.Change("items.jsonl", bytes =>
        {
            bytes[bytes.Length / 2] ^= 1;
            return bytes;
        });
        Assert.Contains("items.jsonl", changed.Verify().Errors + changed.Verify().Output, StringComparison.Ordinal);
        Assert.Equal(1, changed.Verify().Code);
        await Invariants.CheckAsync(app);
    }

    private static async Task WriteTemplateAsync(TheApp app)
    {
        var content = new
        {
            plan = new
            {
                name = "Vault",
                reviewers = new { source = "appOwners" },
                scope = new { apps = new[] { "vault" } },
                noResponse = "remove",
                guard = new { maxRemovals = 1, maxPercent = 100 },
                removals = new { coolingOffHours = 24 },
                reminders = new { daysBefore = new[] { 3, 1, 0 }, graceDays = 2 },
                control = "ITGC-7",
            },
            durationDays = 14,
            recurrence = new { kind = "quarterEnds" },
            startAfterDays = 1,
        };
        using var response = await app.As("cora").Http.PutAsync("/api/v1/campaign-templates/vault", JsonContent.Create(content));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static Task UntilAsync(TheApp app, DateTime time) => app.AdvanceAsync(new DateTimeOffset(time, TimeSpan.Zero) - app.Now);

    private static async Task<ACampaign> OnlyAsync(TheApp app) =>
        new(app, Assert.Single((await app.As("cora").GetAsync("/api/v1/campaigns")).GetProperty("items").EnumerateArray()).GetProperty("id").GetString()!); // Every campaign has one.

    private static async Task<int> DecideAsync(TheApp app, string person, string entitlement, string decision)
    {
        var number = (await app.As("otto").MyTasksAsync("&kind=certification"))
            .Single(task => task.GetProperty("subjectUser").GetString() == person && task.GetProperty("entitlementName").GetString() == entitlement).GetProperty("number").GetInt32();
        await app.As("otto").DecideAsync(number, decision, "Seen");
        await app.RestAsync();
        return number;
    }

    private static async Task<JsonElement> ItemAsync(TheApp app, ACampaign campaign, string person) =>
        (await app.As("cora").GetAsync($"/api/v1/campaigns/{campaign.Id}/items")).GetProperty("items").EnumerateArray().First(item => item.GetProperty("subject").GetProperty("user").GetString() == person);

    private static int Number(IReadOnlyList<JsonElement> tasks) => Assert.Single(tasks).GetProperty("number").GetInt32();
}
