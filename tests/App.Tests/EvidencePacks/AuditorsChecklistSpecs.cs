using System.Text.Json;
using System.Text.RegularExpressions;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Campaigns;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using Xunit;

namespace AccessReview.App.Tests.EvidencePacks;

/// <summary>The pack of a real campaign has each fact of the auditors' list, at the place that the list names.</summary>
public sealed partial class AuditorsChecklistSpecs
{
    private const string Page = "functions/evidence.md";

    [Fact]
    public async Task Each_fact_of_the_list_is_in_the_pack_where_the_list_says()
    {
        await using var app = await ACampaign.StartAppAsync();
        await app.ImportAsync(new
        {
            users = new object[]
            {
                new { id = "ada", email = "ada@example.test", displayName = "Ada Lovelace", managerId = "mia", department = "R&D", title = "Engineer", employmentType = "employee", startDate = "2024-01-01", endDate = "2027-01-01" },
            },
            apps = new object[] { new { id = "wiki", name = "Wiki", ownerIds = "otto" } },
            entitlements = new object[] { new { id = "wiki/reader", appId = "wiki", name = "Reader", risk = "low" }, new { id = SmallOrganization.Reader, appId = "vault", name = "Reader", description = "Read secrets", tags = new[] { "sox" }, risk = "low" } },
            grants = new object[] { new { userId = "bob", entitlementId = "wiki/reader" }, new { userId = "ada", entitlementId = SmallOrganization.Reader, accountId = "ada-1", until = "2026-12-31", lastUsedAt = "2026-11-01T00:00:00Z" } },
            accounts = new object[] { new { id = "ada-1", appId = "vault", login = "ada.l", type = "personal", ownerId = "ada", status = "active", lastUsedAt = "2026-11-02T00:00:00Z" } },
        });
        await GrantByRequestAsync(app);
        await CloseEarlierCampaignAsync(app);

        var campaign = await ACampaign.OpenAsync(app, new
        {
            name = "Vault 2026",
            control = "SOX 4.1",
            due = "2026-11-09",
            noResponse = "remove",
            guard = new { maxRemovals = 1, maxPercent = 100 },
            reviewers = new { source = "appOwners" },
            scope = new { apps = new[] { "vault" } },
            removals = new { coolingOffHours = 1 },
        });
        await DecideAsync(app, campaign);
        await campaign.PostAsync("extend", new { due = "2026-11-10", reason = "Holidays" });
        await app.AdvanceAsync(TimeSpan.FromDays(8));
        Assert.Equal("guard", await campaign.StateAsync());
        await campaign.PostAsync("guard/confirm", new { decision = "remove", reason = "Checked the list" }, "carl");
        await APack.DownloadAsync(app, campaign, "cora");
        var pack = await APack.DownloadAsync(app, campaign);

        var missing = Places().Where(place => !IsIn(pack, place.File, place.Path)).Select(place => $"{place.File}: {place.Path}");

        Assert.Equal("", string.Join("\n", missing));
        Assert.Equal(("", 0), (pack.Verify().Errors, pack.Verify().Code));
        Assert.Equal(["cora"], pack.Lines("reads.jsonl").Select(read => read.GetProperty("by").GetString()));
    }

    /// <summary>Mia requests access, her manager approves it, and an owner of the app grants it.</summary>
    private static async Task GrantByRequestAsync(TheApp app)
    {
        await app.As("mia").RequestAsync(SmallOrganization.Reader);
        await app.As("max").DecideAsync(Number((await app.As("max").MyTasksAsync("&kind=approval"))[0]), "approve");
        await app.AdvanceAsync(TimeSpan.FromMinutes(2));
        await app.As("otto").DecideAsync(Number((await app.As("otto").MyTasksAsync("&kind=provisioning"))[0]), "complete");
        await app.AdvanceAsync(TimeSpan.FromMinutes(2));
    }

    private static async Task CloseEarlierCampaignAsync(TheApp app)
    {
        var earlier = await ACampaign.OpenAsync(app, ACampaign.Body("Vault before"));
        foreach (var task in await app.As("otto").MyTasksAsync("&kind=certification"))
            await app.As("otto").DecideAsync(task.GetProperty("number").GetInt32(), "certify", "Needed");
        await app.AdvanceAsync(TimeSpan.FromHours(1));
        await earlier.PostAsync("close", new { reason = "All decided" });
        Assert.Equal("closed", await earlier.StateAsync());
        await app.AdvanceAsync(TimeSpan.FromDays(1));
    }

    /// <summary>One is certified after a reassignment, one is removed and gone; the others get no answer.</summary>
    private static async Task DecideAsync(TheApp app, ACampaign campaign)
    {
        var tasks = await app.As("otto").MyTasksAsync("&kind=certification");
        var ada = Number(tasks.Single(task => task.GetProperty("subjectUser").GetString() == "ada"));
        await app.As("otto").PostAsync($"/api/v1/tasks/{ada}/reassignments", new { to = "mia", step = 0, reason = "Mia knows her work" }, System.Net.HttpStatusCode.OK);
        await app.RestAsync();
        await app.As("mia").DecideAsync(ada, "certify", "Works with it");
        await app.As("otto").DecideAsync(Number(tasks.First(task => task.GetProperty("subjectUser").GetString() == "bob")), "remove", "Moved");
        await app.AdvanceAsync(TimeSpan.FromDays(1));
        await app.As("olga").DecideAsync(Number((await app.As("olga").MyTasksAsync("&kind=revocation"))[0]), "confirm", "Yes");
        await app.AdvanceAsync(TimeSpan.FromDays(1));
        await app.As("otto").DecideAsync(Number((await app.As("otto").MyTasksAsync("&kind=deprovisioning"))[0]), "complete", "Removed in Vault");
        await app.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal("open", await campaign.StateAsync());
    }

    private static int Number(JsonElement task) => task.GetProperty("number").GetInt32();

    /// <summary>The file and the path of each fact of the list.</summary>
    private static IEnumerable<(string File, string Path)> Places()
    {
        foreach (var row in File.ReadAllLines(Checkout.PathOf(Page)).Where(line => line.StartsWith("| ", StringComparison.Ordinal)))
        {
            var where = row.Split('|')[2];
            var named = Code().Matches(where).Select(match => match.Groups[1].Value).ToList();
            foreach (var path in named.Skip(1))
                yield return (named[0], path);
        }
    }

    private static bool IsIn(APack pack, string file, string path) =>
        (file.EndsWith(".jsonl", StringComparison.Ordinal) ? pack.Lines(file) : [JsonDocument.Parse(pack.Text(file)).RootElement]).Any(line => IsIn(line, path.Split('.')));

    private static bool IsIn(JsonElement element, ReadOnlySpan<string> path)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var one in element.EnumerateArray())
            {
                if (IsIn(one, path))
                    return true;
            }

            return path.IsEmpty;
        }

        return path.IsEmpty ? element.ValueKind != JsonValueKind.Null : element.ValueKind == JsonValueKind.Object && element.TryGetProperty(path[0], out var next) && IsIn(next, path[1..]);
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
