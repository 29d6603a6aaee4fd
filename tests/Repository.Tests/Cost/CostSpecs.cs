using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.Repository.Tests.Cost;

/// <summary>
/// The cost pages in infra match the app's current behaviour. <c>dotnet run --project tests/Benchmarks -c Release --
/// cost</c> updates them.
/// </summary>
public sealed class CostSpecs
{
    /// <summary>On a loaded machine more executions meet, so a lifecycle that differs is measured again. Changed code differs each time.</summary>
    private const int MaxTries = 4;

    public static TheoryData<string> Lifecycles => [.. Lifecycle.All.Select(lifecycle => lifecycle.Name)];

    [Theory]
    [MemberData(nameof(Lifecycles))]
    public async Task The_recorded_measurement_of_a_task_lifecycle_is_current(string name)
    {
        var lifecycle = Lifecycle.All.Single(lifecycle => lifecycle.Name == name);
        var recorded = CostReport.FromFiles().Of(name).ToDictionary();
        var now = await Measurement.OfAsync(lifecycle);
        for (var tries = 1; tries < MaxTries && !IsAsRecorded(recorded, now); tries++)
            now = await Measurement.OfAsync(lifecycle);

        Assert.Equal(recorded.Keys.Order(StringComparer.Ordinal), now.Keys.Order(StringComparer.Ordinal));
        Assert.All(recorded, one => Assert.InRange(now[one.Key], one.Value - SlackOf(one.Key), one.Value + SlackOf(one.Key)));
    }

    [Fact]
    public async Task The_recorded_measurement_of_a_campaign_is_current()
    {
        var campaign = CampaignCost.Measured[0];
        var recorded = CostReport.FromFiles().Of(campaign.Name);
        var now = await Measurement.OfAsync(campaign);

        // Its tasks open side by side, so executions meet more often than in a lifecycle of one task.
        Assert.Equal(recorded.Keys, now.Keys);
        Assert.All(recorded, one => Assert.InRange(now[one.Key], one.Value * 0.85, one.Value * 1.15));
    }

    private static bool IsAsRecorded(Dictionary<string, long> recorded, IReadOnlyDictionary<string, long> now) =>
        recorded.Count == now.Count && recorded.All(one => now.TryGetValue(one.Key, out var count) && Math.Abs(count - one.Value) <= SlackOf(one.Key));

    // Two executions that meet at one row of a table take a request more or fewer than if they do not meet.
    private static long SlackOf(string count) => count.StartsWith("tables.", StringComparison.Ordinal) ? 2 : 0;

    [Fact]
    public async Task The_recorded_measurement_of_a_day_without_tasks_is_current() =>
        Assert.Equal(Lines(CostReport.FromFiles().Of(Measurement.IdleDay)), Lines(await Measurement.OfIdleDayAsync()));

    private static IEnumerable<string> Lines(IEnumerable<KeyValuePair<string, long>> counts) => counts.Select(count => $"{count.Key} {count.Value}");

    [Fact]
    public async Task The_tables_in_the_cost_page_match_measurements_and_prices()
    {
        var report = CostReport.FromFiles();

        Assert.Equal(report.Whole(), await File.ReadAllTextAsync(CostReport.Page, TestContext.Current.CancellationToken));
        Assert.Contains(report.Summary(), await File.ReadAllTextAsync(CostReport.Readme, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("instanceMemoryMB", 2048)]
    [InlineData("maximumInstanceCount", 40)]
    [InlineData("logDailyCapGb", 5)]
    public async Task The_price_list_assumes_the_parameter_defaults_of_the_Bicep(string parameter, int value)
    {
        var assumed = PriceList.Load().Assumptions;

        Assert.Contains($"param {parameter} int = {value}\n", await File.ReadAllTextAsync(Checkout.PathOf("infra", "main.bicep"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal((2, 40, 5), (assumed.InstanceGb, assumed.Instances, assumed.LogGbPerDay));
    }

    [Fact]
    public void A_tiered_price_is_computed_tier_by_tier()
    {
        var price = new Price("operations", "operations", 1_000_000, [new(13_000_000, 0.8), new(100_000_000, 0.5)], "", "", false);

        Assert.Equal(0, price.Of(13_000_000));
        Assert.Equal(0.8, price.Of(14_000_000), 6);
        Assert.Equal((87 * 0.8) + 0.5, price.Of(101_000_000), 6);
    }
}
