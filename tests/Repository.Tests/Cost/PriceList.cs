using System.Text.Json;
using AccessReview.App.Tests.Drivers;

namespace AccessReview.Repository.Tests.Cost;

/// <summary>From so many a month on, one costs so much.</summary>
internal sealed record PriceStep(double From, double Usd);

/// <param name="Id">What it is the price of.</param>
/// <param name="Unit">What one of it is.</param>
/// <param name="Per">The price is for so many.</param>
/// <param name="Steps">Empty: no published price was found; what is used is told, not priced.</param>
/// <param name="Source">Where it was read.</param>
/// <param name="Dated">Of when that is.</param>
/// <param name="IsToBeChecked">It was not read at Microsoft's.</param>
internal sealed record Price(string Id, string Unit, double Per, IReadOnlyList<PriceStep> Steps, string Source, string Dated, bool IsToBeChecked)
{
    public double Of(double used)
    {
        double usd = 0;
        for (var step = 0; step < Steps.Count; step++)
        {
            var end = step + 1 < Steps.Count ? Steps[step + 1].From : double.PositiveInfinity;
            usd += Math.Max(0, Math.Min(used, end) - Steps[step].From) / Per * Steps[step].Usd;
        }

        return usd;
    }
}

/// <param name="Mix">Of a hundred cases, so many are of each lifecycle.</param>
/// <param name="InstanceGb">Memory of an instance: instanceMemoryMB of main.bicep.</param>
/// <param name="ExecutionSeconds">How long an execution takes, waiting for tables included.</param>
/// <param name="ExecutionsAtOnce">How many an instance has under way at once when there is enough to do.</param>
/// <param name="TelemetryItemBytes">What a trace of one call takes in the logs.</param>
/// <param name="LogGbPerDay">Beyond it the day's logs are lost: logDailyCapGb of main.bicep.</param>
/// <param name="Instances">Instances at most: maximumInstanceCount of main.bicep.</param>
/// <param name="LogAlertRules">Those of alerts.bicep that search logs.</param>
/// <param name="HostTransactions">What the Functions host itself asks of its storage account in a month.</param>
/// <param name="Peak">The busiest second has so many times as much to do as the average one.</param>
internal sealed record Assumptions(
    IReadOnlyDictionary<string, double> Mix, double InstanceGb, double ExecutionSeconds, double ExecutionsAtOnce, double TelemetryItemBytes,
    double LogGbPerDay, double Instances, double LogAlertRules, double HostTransactions, double Peak);

/// <summary>infra/cost/prices.json.</summary>
internal sealed record PriceList(string Region, string Read, Assumptions Assumptions, IReadOnlyList<Price> Prices)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static PriceList Load() =>
        JsonSerializer.Deserialize<PriceList>(File.ReadAllText(Checkout.PathOf("infra", "cost", "prices.json")), Json) ?? throw new InvalidDataException("prices.json is empty.");

    public Price Of(string id) => Prices.Single(price => price.Id == id);
}
