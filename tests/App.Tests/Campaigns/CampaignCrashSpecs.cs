using System.Net;
using System.Text.Json;
using AccessReview.App.Campaigns;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;
using Xunit;

namespace AccessReview.App.Tests.Campaigns;

/// <summary>The app crashes while a campaign records its population, opens its tasks, closes, and applies its rule.</summary>
public sealed class CampaignCrashSpecs
{
    private const int Holders = 130;

    [Fact]
    public async Task No_item_is_missing_or_doubled_however_often_the_app_crashes()
    {
        await using var issuer = await OidcIssuer.StartAsync();
        var folder = TheApp.NewFolder();
        string id;
        await using (var app = await TheApp.StartAsync(issuer, folder))
        {
            await app.ImportAsync(SmallOrganization.Import);
            await app.ImportAsync(new
            {
                users = Enumerable.Range(1, Holders).Select(number => new { id = $"p{number}", email = $"p{number}@example.test", displayName = $"Person {number}", roles = number == 1 ? "campaignOwner" : null }),
                grants = Enumerable.Range(1, Holders).Select(number => new { userId = $"p{number}", entitlementId = SmallOrganization.Reader }),
            });
            var plan = new { name = "Vault", reviewers = new { source = "appOwners" }, due = "2027-01-31", noResponse = "remove", removals = new { coolingOffHours = 1 }, scope = new { entitlements = new[] { SmallOrganization.Reader } } };
            id = (await app.As("adam").PostAsync("/api/v1/campaigns", plan, HttpStatusCode.Created)).GetProperty("id").GetString()!; // Every campaign has one.
        }

        var crashes = 0;
        foreach (var (command, by, body, state) in new[]
        {
            ("freeze", "adam", "{}", CampaignState.Frozen), ("start", "adam", "{}", CampaignState.Open), ("close", "adam", """{ "reason": "Seen" }""", CampaignState.Guard),
            ("guard/confirm", "p1", """{ "decision": "remove" }""", CampaignState.Closed),
        })
        {
            // The first life sends the command; the others continue what it began.
            foreach (var calls in new[] { 60, 25, 250, 400 })
            {
                var tables = new MortalTables();
                await using var app = await TheApp.StartAsync(tables.Compose, issuer, folder, null, "Logging:LogLevel:Default=None");
                await app.RestAsync();
                tables.DieAfter(calls);
                using var answer = await app.As(by).PostAsync($"/api/v1/campaigns/{id}/{command}", JsonSerializer.Deserialize<JsonElement>(body), $"crash {command}");
                await app.AdvanceAsync(TimeSpan.FromSeconds(30));
                crashes += tables.IsDead ? 1 : 0;
            }

            await using var last = await TheApp.StartAsync(issuer, folder);
            using var again = await last.As(by).PostAsync($"/api/v1/campaigns/{id}/{command}", JsonSerializer.Deserialize<JsonElement>(body), $"crash {command}");
            await last.AdvanceAsync(TimeSpan.FromHours(4));
            Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
            await CheckAsync(last, CampaignId.From(id), state);
        }

        Assert.True(crashes >= 10, $"The app crashed only {crashes} times.");
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_run_that_is_lost_is_started_again_and_a_waiting_campaign_has_none()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.OpenAsync(app);
        var running = new OrchestrationQuery { InstanceIdPrefix = $"campaign-{campaign.Id}", Statuses = [OrchestrationRuntimeStatus.Running] };
        await app.Durable.TerminateInstanceAsync((await app.Durable.GetAllInstancesAsync(running).SingleAsync()).InstanceId);
        await app.RestAsync();

        await app.AdvanceAsync(TimeSpan.FromHours(3));
        await app.AdvanceAsync(TimeSpan.FromDays(11));

        Assert.Equal("closed", await campaign.StateAsync());
        Assert.Empty(await app.Tables.GetTableClient("Promises").QueryAsync<Azure.Data.Tables.TableEntity>("Kind eq 'Campaign'").ToListAsync());
    }

    private static async Task CheckAsync(TheApp app, CampaignId id, CampaignState expected)
    {
        var campaign = await app.As("adam").GetAsync($"/api/v1/campaigns/{id}");
        Assert.Equal(expected.ToString(), campaign.GetProperty("state").GetString(), ignoreCase: true);
        var items = await app.Get<CampaignItems>().ReadAsync(id).ToListAsync();
        Assert.Equal(Holders + 1, items.Count);
        Assert.Equal(Enumerable.Range(1, items.Count), items.Select(item => item.Position));
        Assert.Equal(items.Count, items.Select(item => item.Frozen.Id).Distinct().Count());
        Assert.Equal(campaign.GetProperty("population").GetProperty("hash").GetString(), items.Aggregate("", (hash, item) => FreezePopulation.HashOf(hash, item.Frozen)));
        if (expected == CampaignState.Frozen)
            return;

        var tasks = (await Invariants.TasksAsync(app)).Select(task => task.Stored.Task).ToList();
        Assert.Equal(items.Select(item => item.Frozen.Task.Value).Order(), tasks.Where(task => task.Kind == TaskKind.Certification).Select(task => task.Id.Value).Order());
        Assert.Equal(items.Count, tasks.Where(task => task.Kind == TaskKind.Certification).Select(task => task.Number).Distinct().Count());
        Assert.Equal(items.Count(item => item.Progress.Outcome == ItemOutcome.RemovedBySilence), tasks.Count(task => task.Kind == TaskKind.Revocation));
        var state = expected switch { CampaignState.Open => ItemState.Open, CampaignState.Guard => ItemState.Silent, _ => ItemState.Done };
        Assert.All(items, item => Assert.Equal(state, item.Progress.State));
    }
}
