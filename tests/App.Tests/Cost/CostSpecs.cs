using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Cost;

/// <summary>What infra says it costs is what the app does today. <c>dotnet run --project tests/Benchmarks -c Release -- cost</c> writes it anew.</summary>
public sealed class CostSpecs
{
    public static TheoryData<string> Lifecycles => [.. Lifecycle.All.Select(lifecycle => lifecycle.Name)];

    [Theory]
    [MemberData(nameof(Lifecycles))]
    public async Task A_lifecycle_takes_what_was_measured(string name)
    {
        var now = await Measurement.OfAsync(Lifecycle.All.Single(lifecycle => lifecycle.Name == name));

        Assert.Equal(CostReport.FromFiles().Of(name), now);
    }

    [Fact]
    public async Task A_day_without_tasks_takes_what_was_measured() =>
        Assert.Equal(CostReport.FromFiles().Of(Measurement.IdleDay), await Measurement.OfIdleDayAsync());

    [Fact]
    public async Task The_tables_are_what_the_program_makes_of_measurements_and_prices()
    {
        var report = CostReport.FromFiles();

        Assert.Equal(report.Whole(), await File.ReadAllTextAsync(CostReport.Page, TestContext.Current.CancellationToken));
        Assert.Contains(report.Summary(), await File.ReadAllTextAsync(Checkout.PathOf("infra", "README.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
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
