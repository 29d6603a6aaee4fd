using System.Text.Json;
using AccessReview.App.Tests.Drivers;

namespace AccessReview.Repository.Tests.Cost;

/// <summary>A price per unit from a monthly amount on.</summary>
internal sealed record PriceStep(double From, double Usd);

/// <param name="Id">The billed item.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Per">The number of units per price.</param>
/// <param name="Steps">Empty: no published price was found; the usage is listed without a price.</param>
/// <param name="Source">The source.</param>
/// <param name="Dated">The date of the source.</param>
/// <param name="IsToBeChecked">The source is not Microsoft.</param>
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

/// <param name="Mix">The percentage of cases of each life cycle.</param>
/// <param name="InstanceGb">Memory of an instance: instanceMemoryMB of main.bicep.</param>
/// <param name="ExecutionSeconds">The duration of an execution, including waiting for tables.</param>
/// <param name="ExecutionsAtOnce">The number of concurrent executions of a busy instance.</param>
/// <param name="TelemetryItemBytes">The size of one call's trace in the logs.</param>
/// <param name="LogGbPerDay">Beyond it the day's logs are lost: logDailyCapGb of main.bicep.</param>
/// <param name="Instances">The maximum number of instances: maximumInstanceCount of main.bicep.</param>
/// <param name="LogAlertRules">The number of rules in alerts.bicep that search logs.</param>
/// <param name="HostTransactions">The monthly storage transactions of the Functions host itself.</param>
/// <param name="Peak">The load of the busiest second relative to the average.</param>
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
