using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Scenarios;

/// <summary>
/// The large organization: certifications decided in bulk and removals completed; and the same with SIGKILL of a host
/// that runs the app as a child process, as production does.
/// </summary>
public sealed class LargeCampaignSpecs
{
    private static readonly int Certifications = Size.Of(60, 500);
    private static readonly int Kills = Size.Of(3, 10);

    [Fact]
    public async Task Many_certifications_are_decided_in_bulk_and_removals_end_their_grants()
    {
        await using var issuer = await OidcIssuer.StartAsync();
        await using var process = new AppProcess(TheApp.NewFolder(), issuer);
        await process.StartAsync();
        var campaign = new LargeCampaign(() => process.Address, () => Task.CompletedTask, user => issuer.TokenFor(user, DateTimeOffset.UtcNow), () => Task.CompletedTask);

        await RunAsync(campaign);

        await CheckAsync(campaign);
    }

    [Fact]
    public async Task After_random_kills_no_acknowledged_decision_is_lost_or_applied_twice()
    {
        await using var issuer = await OidcIssuer.StartAsync();
        await using var process = new AppProcess(TheApp.NewFolder(), issuer) { IsChild = true };
        await process.StartAsync();
        var killer = new Killer(process, Kills, new Random(Environment.TickCount));
        var campaign = new LargeCampaign(() => process.Address, killer.WaitForRestartAsync, user => issuer.TokenFor(user, DateTimeOffset.UtcNow), killer.CountAsync);

        await RunAsync(campaign);

        Assert.Equal(Kills, process.Kills);
        await CheckAsync(campaign);
    }

    private static async Task RunAsync(LargeCampaign campaign)
    {
        var import = await campaign.ImportAsync();
        Assert.Equal("completed", import.GetProperty("state").GetString());
        var people = LargeOrganization.Files["apps"].Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).SelectMany(line => line.Split(',')[^1].Trim().Split(';')).Distinct().ToList();

        await campaign.OpenAsync(Certifications);
        // The reconciler finds work left behind by a kill after its timeout.
        await campaign.RestAsync("PT10M");
        await campaign.DecideAllAsync("certification", number => IsRemoved(number) ? "remove" : "certify", people);
        await campaign.RestAsync("PT10M");
        await campaign.DecideAllAsync("revocation", _ => "confirm", people);
        await campaign.RestAsync("PT10M");
        await campaign.DecideAllAsync("deprovisioning", _ => "complete", people);
        await campaign.RestAsync("PT10M");
    }

    private static async Task CheckAsync(LargeCampaign campaign)
    {
        Assert.Equal(Certifications, campaign.Certifications.Count);
        foreach (var (number, (user, entitlement)) in campaign.Certifications)
        {
            var task = await campaign.GetAsync(SmallOrganization.Admin, $"/api/v1/tasks/{number}");
            var outcome = task.GetProperty("outcome").GetString();
            Assert.Equal(IsRemoved(number) ? "removed" : "certified", outcome);
            if (campaign.Acknowledged.TryGetValue(number, out var acknowledged))
                Assert.Equal("certification/" + outcome, acknowledged);

            var history = (await campaign.GetAsync(SmallOrganization.Admin, $"/api/v1/tasks/{number}/history")).GetProperty("items").EnumerateArray().ToList();
            Assert.Single(history, entry => entry.GetProperty("event").GetProperty("event").GetString() == "decided");
            Assert.Equal(Enumerable.Range(1, history.Count), history.Select(entry => entry.GetProperty("version").GetInt32()));

            var grants = (await campaign.GetAsync(SmallOrganization.Admin, $"/api/v1/users/{Uri.EscapeDataString(user)}/grants?limit=100")).GetProperty("items").EnumerateArray();
            var grant = grants.Single(candidate => candidate.GetProperty("entitlementId").GetString() == entitlement);
            Assert.Equal(IsRemoved(number) ? "ended" : "active", grant.GetProperty("state").GetString());
        }
    }

    private static bool IsRemoved(int number) => number % 3 == 0;
}
