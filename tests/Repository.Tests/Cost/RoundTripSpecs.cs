using System.Net;
using AccessReview.App.Tests.Builders;
using Xunit;

namespace AccessReview.Repository.Tests.Cost;

/// <summary>Each request to the tables takes 2 to 10 ms in Azure, so what a decision needs of them is held.</summary>
public sealed class RoundTripSpecs
{
    private const int MaxRequests = 27;

    [Fact]
    public async Task A_decision_without_follow_up_makes_no_more_table_requests_than_recorded()
    {
        var meter = new Meter();
        await using var app = await MeteredApp.StartAsync(meter);
        await app.As(SmallOrganization.Admin).PostAsync("/api/v1/directory/imports", SmallOrganization.Import, HttpStatusCode.Accepted);
        await app.RestAsync();
        var acts = new Acts(app, meter);
        // The first decision pays for what is remembered afterwards.
        await acts.CertifyAsync(SmallOrganization.Root);
        await acts.DecideAsync("otto", "certification", "certify");
        await acts.CertifyAsync(SmallOrganization.Reader);
        var number = (await app.As("olga").MyTasksAsync())[0].GetProperty("number").GetInt32();

        var before = meter.Now();
        await app.As("olga").PostAsync($"/api/v1/tasks/{number}/decisions", new { decision = "certify", step = 0 }, HttpStatusCode.OK);
        await app.RestAsync();
        var tables = meter.Since(before).Where(count => count.Key.StartsWith("tables.", StringComparison.Ordinal)).ToList();

        Assert.True(tables.Sum(count => count.Value) is > 0 and <= MaxRequests, string.Join(", ", tables.Select(count => $"{count.Key} {count.Value}")));
    }
}
