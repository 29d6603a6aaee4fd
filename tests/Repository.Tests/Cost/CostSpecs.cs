using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.Repository.Tests.Cost;

/// <summary>What infra says it costs is what the app does today. <c>dotnet run --project tests/Benchmarks -c Release -- cost</c> writes it anew.</summary>
public sealed class CostSpecs
{
    public static TheoryData<string> Lifecycles => [.. Lifecycle.All.Select(lifecycle => lifecycle.Name)];

    [Theory]
    [MemberData(nameof(Lifecycles))]
    public async Task A_lifecycle_takes_what_was_measured(string name)
    {
        var now = await Measurement.OfAsync(Lifecycle.All.Single(lifecycle => lifecycle.Name == name));

        Assert.Equal(Lines(CostReport.FromFiles().Of(name)), Lines(now));
    }

    [Fact]
    public async Task A_day_without_tasks_takes_what_was_measured() =>
        Assert.Equal(Lines(CostReport.FromFiles().Of(Measurement.IdleDay)), Lines(await Measurement.OfIdleDayAsync()));

    private static IEnumerable<string> Lines(IEnumerable<KeyValuePair<string, long>> counts) => counts.Select(count => $"{count.Key} {count.Value}");

    [Fact]
    public async Task The_tables_are_what_the_program_makes_of_measurements_and_prices()
    {
        var report = CostReport.FromFiles();

        Assert.Equal(report.Whole(), await File.ReadAllTextAsync(CostReport.Page, TestContext.Current.CancellationToken));
        Assert.Contains(report.Summary(), await File.ReadAllTextAsync(CostReport.Readme, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("instanceMemoryMB", 2048)]
    [InlineData("maximumInstanceCount", 40)]
    [InlineData("logDailyCapGb", 5)]
    public async Task What_is_priced_is_what_the_Bicep_makes(string parameter, int value)
    {
        var assumed = PriceList.Load().Assumptions;

        Assert.Contains($"param {parameter} int = {value}\n", await File.ReadAllTextAsync(Checkout.PathOf("infra", "main.bicep"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal((2, 40, 5), (assumed.InstanceGb, assumed.Instances, assumed.LogGbPerDay));
    }

    [Fact]
    public void A_price_is_paid_step_by_step()
    {
        var price = new Price("operations", "operations", 1_000_000, [new(13_000_000, 0.8), new(100_000_000, 0.5)], "", "", false);

        Assert.Equal(0, price.Of(13_000_000));
        Assert.Equal(0.8, price.Of(14_000_000), 6);
        Assert.Equal((87 * 0.8) + 0.5, price.Of(101_000_000), 6);
    }
}
