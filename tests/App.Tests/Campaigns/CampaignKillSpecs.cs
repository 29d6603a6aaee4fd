using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Campaigns;

/// <summary>SIGKILL of the host and the app while a campaign opens, while its reviewers decide, and while it closes.</summary>
public sealed class CampaignKillSpecs
{
    /// <summary>Enough items for two batches in the large size.</summary>
    private static readonly int Items = Size.Of(40, 250);
    private static readonly int Reviewers = Size.Of(6, 32);
    private static readonly int KillsInAPhase = Size.Of(1, 10);

    private readonly ConcurrentDictionary<int, string> _acknowledged = [];

    [Fact]
    public async Task No_item_is_lost_doubled_or_decided_twice_and_the_numbers_are_those_of_the_rows()
    {
        await using var issuer = await OidcIssuer.StartAsync();
        await using var process = new AppProcess(TheApp.NewFolder(), issuer) { IsChild = true };
        await process.StartAsync();
        var random = new Random(Environment.TickCount);
        var killer = new Killer(process, 0, random);
        var client = new LargeCampaign(() => process.Address, () => killer.WaitForRestartAsync(), user => issuer.TokenFor(user, DateTimeOffset.UtcNow), () => killer.CountAsync());
        await client.ImportAsync();
        var (entitlements, expected) = Scope();
        var people = LargeOrganization.Files["users"].Split('\n').Skip(1).Take(Reviewers).Select(line => line.Split(',')[0]).ToList();
        var plan = new
        {
            name = "Killed",
            reviewers = new { source = "named", users = people, fallback = new[] { SmallOrganization.Admin } },
            due = DateTimeOffset.UtcNow.AddDays(30),
            scope = new { entitlements },
            noResponse = "keep",
        };
        var path = $"/api/v1/campaigns/{await CreateAsync(client, plan)}";

        killer = new Killer(process, KillsInAPhase, random);
        await ActAsync(client, path, "freeze", "frozen");
        await ActAsync(client, path, "start", "open");
        await client.RestAsync("PT10M");
        killer = new Killer(process, KillsInAPhase, random);
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = Reviewers }, async (person, _) => await DecideAsync(client, person));
        killer = new Killer(process, KillsInAPhase, random);
        await ActAsync(client, path, "close", "closed");
        killer = new Killer(process, 0, random);
        await client.RestAsync("PT10M");

        Assert.InRange(process.Kills, KillsInAPhase, 3 * KillsInAPhase);
        await CheckAsync(client, path, expected);
    }

    /// <summary>Entitlements that have about as much access as there are to be items, and the exact number.</summary>
    private static (IReadOnlyList<string> Entitlements, int Grants) Scope()
    {
        var (entitlements, grants) = (new List<string>(), 0);
        var holders = LargeOrganization.Files["grants"].Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')).ToLookup(line => line[1], line => line[0]);
        foreach (var entitlement in holders.TakeWhile(_ => grants < Items))
        {
            entitlements.Add(entitlement.Key);
            grants += entitlement.Distinct().Count();
        }

        return (entitlements, grants);
    }

    private static async Task<string> CreateAsync(LargeCampaign client, object plan)
    {
        using var answer = await client.PostAsync(SmallOrganization.Admin, "/api/v1/campaigns", plan, "create");
        return (await LargeCampaign.ReadAsync(answer, HttpStatusCode.Created)).GetProperty("id").GetString()!; // Every campaign has one.
    }

    /// <summary>Sends a command and reads the campaign until it is done, so that kills fall into its work.</summary>
    private static async Task ActAsync(LargeCampaign client, string path, string command, string state)
    {
        using var answer = await client.PostAsync(SmallOrganization.Admin, $"{path}/{command}", command == "close" ? new { reason = "Seen" } : new { }, command);
        await LargeCampaign.ReadAsync(answer, HttpStatusCode.Accepted);
        for (var reads = 1; (await client.GetAsync(SmallOrganization.Admin, path)).GetProperty("state").GetString() != state; reads++)
        {
            Assert.True(reads < 5_000, $"The campaign is not {state}.");
            // What a kill left behind is found after a timeout.
            if (reads % 200 == 0)
                await client.RestAsync("PT10M");
        }
    }

    /// <summary>The person decides most of their tasks. All reviewers have the same ones, so most of them come too late.</summary>
    private async Task DecideAsync(LargeCampaign client, string person)
    {
        var page = await client.GetAsync(person, "/api/v1/my/tasks?kind=certification&limit=100");
        foreach (var task in page.GetProperty("items").EnumerateArray())
        {
            var number = task.GetProperty("number").GetInt32();
            if (number % 4 == 0)
                continue;
            var decision = new { decision = number % 3 == 0 ? "remove" : "certify", step = task.GetProperty("step").GetInt32(), reason = "Seen" };
            using var answer = await client.PostAsync(person, $"/api/v1/tasks/{number}/decisions", decision, $"{person}-{number}");
            if (answer.StatusCode == HttpStatusCode.OK)
                Assert.True(_acknowledged.TryAdd(number, number % 3 == 0 ? "removed" : "certified"), $"Two people decided #{number}.");
            else
                Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Conflict, HttpStatusCode.Forbidden });
        }
    }

    private async Task CheckAsync(LargeCampaign client, string path, int expected)
    {
        var items = await AllAsync(client, $"{path}/items?limit=100");
        Assert.Equal(Enumerable.Range(1, expected), items.Select(item => item.GetProperty("position").GetInt32()));
        Assert.Equal(expected, items.Select(item => item.GetProperty("id").GetString()).Distinct().Count());
        Assert.Equal(expected, items.Select(item => item.GetProperty("task").GetInt32()).Distinct().Count());
        Assert.NotEmpty(_acknowledged);
        foreach (var item in items)
        {
            var number = item.GetProperty("task").GetInt32();
            Assert.Equal(_acknowledged.GetValueOrDefault(number, "keptBySilence"), item.GetProperty("outcome").GetString());
            var history = (await client.GetAsync(SmallOrganization.Admin, $"/api/v1/tasks/{number}/history")).GetProperty("items").EnumerateArray().ToList();
            Assert.Equal(_acknowledged.ContainsKey(number) ? 1 : 0, history.Count(entry => entry.GetProperty("event").GetProperty("event").GetString() == "decided"));
            Assert.Equal(Enumerable.Range(1, history.Count), history.Select(entry => entry.GetProperty("version").GetInt32()));
        }

        var progress = await client.GetAsync(SmallOrganization.Admin, $"{path}/progress");
        Assert.Equal((expected, expected), (progress.GetProperty("items").GetInt32(), progress.GetProperty("done").GetInt32()));
        Assert.Equal(
            items.GroupBy(item => item.GetProperty("outcome").GetString()).ToDictionary(outcome => outcome.Key!, outcome => outcome.Count()),
            progress.GetProperty("outcomes").EnumerateArray().ToDictionary(outcome => outcome.GetProperty("outcome").GetString()!, outcome => outcome.GetProperty("count").GetInt32()));
    }

    private static async Task<IReadOnlyList<JsonElement>> AllAsync(LargeCampaign client, string path)
    {
        var (items, cursor) = (new List<JsonElement>(), "");
        do
        {
            var page = await client.GetAsync(SmallOrganization.Admin, path + cursor);
            items.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.TryGetProperty("nextCursor", out var next) && next.GetString() is { } after ? $"&cursor={Uri.EscapeDataString(after)}" : "";
        }
        while (cursor is not "");
        return items;
    }
}
