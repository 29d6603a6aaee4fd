using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AccessReview.App.Tests.Drivers;

namespace AccessReview.Repository.Tests.Cost;

/// <summary>Computes the cost from infra/cost/lifecycles.json and prices.json, as Markdown.</summary>
internal sealed partial class CostReport(SortedDictionary<string, SortedDictionary<string, long>> measured, PriceList prices)
{
    private static readonly double[] Sizes = [0, 1_000, 100_000, 10_000_000];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string MeasuredFile { get; } = Checkout.PathOf("infra", "cost", "lifecycles.json");

    public static string Page { get; } = Checkout.PathOf("infra", "cost.md");

    public static CostReport FromFiles() =>
        new(JsonSerializer.Deserialize<SortedDictionary<string, SortedDictionary<string, long>>>(File.ReadAllText(MeasuredFile)) ?? [], PriceList.Load());

    public static string Write(SortedDictionary<string, SortedDictionary<string, long>> measured) => JsonSerializer.Serialize(measured, Indented) + "\n";

    public static string Readme { get; } = Checkout.PathOf("infra", "README.md");

    public SortedDictionary<string, long> Of(string lifecycle) => measured[lifecycle];

    /// <summary>The tables for infra/README.md.</summary>
    public string Summary() => Costs() + "\n" + Ceilings();

    /// <summary>The README with current tables instead of its existing ones.</summary>
    public string Renew(string readme) => Tables().Replace(readme, _ => Summary(), 1);

    /// <summary>The content of infra/cost.md.</summary>
    public string Whole() => $"""
        # What it costs

        Made by `dotnet run --project tests/Benchmarks -c Release -- cost` from what it measures (cost/lifecycles.json) and from
        cost/prices.json; a test measures anew and compares. List prices in {prices.Region}, read {prices.Read}; taxes, discounts, egress, and
        the options Front Door and private networking are not in it.

        ## A month

        {Costs()}
        Of a hundred cases {string.Join(", ", prices.Assumptions.Mix.Select(share => $"{Number(share.Value)} are {share.Key}"))}. The prices' table says which prices are
        missing; the sums are without them. Rows stay: each month adds its own to what is stored.

        ## A campaign

        {Campaigns()}
        What a campaign adds to a month without tasks: preparation, a mail and a decision in bulk for each access, and the close. Batch mails are fewer. Removals
        cost as above. Computed from two measured campaigns; an access takes {Number(Math.Round(TableRequestsOfAnItem(), 1))} table requests.

        ## Where it ends

        {Ceilings()}
        The busiest second is taken to have {Number(prices.Assumptions.Peak)} times as much to do as the average one. What is too much for a queue or for mail waits;
        there the average counts.

        ## Measured

        One run of each lifecycle on the emulator, counted at the edge of each client; each decider lists their tasks, looks at one, and decides.

        {Measured()}
        Turns of orchestrators are executions: Azure bills each replay. A moment is a time at which a group of functions runs: an instance is billed
        for a second at least.

        ## Prices

        {Prices()}
        Assumed, not measured: an execution takes {Number(prices.Assumptions.ExecutionSeconds)} s, of which an instance of {Number(prices.Assumptions.InstanceGb)} GB has {Number(prices.Assumptions.ExecutionsAtOnce)} under way at once when busy; a traced call takes
        {Number(prices.Assumptions.TelemetryItemBytes)} bytes; the host asks {Number(prices.Assumptions.HostTransactions)} transactions a month of its storage.

        """;

    private string Costs()
    {
        var months = Sizes.Select(size => Of(size)).ToList();
        var text = new StringBuilder();
        Row(text, ["USD a month", .. Sizes.Select(size => size == 0 ? "no tasks" : $"{Number(size)} tasks")]);
        Row(text, ["---", .. Sizes.Select(_ => "---:")]);
        var priced = BillLine.All.Where(line => prices.Of(line.Price).Steps.Count > 0).ToList();
        foreach (var line in priced)
            Row(text, [line.What, .. months.Select(month => Usd(prices.Of(line.Price).Of(line.Used(month))))]);
        Row(text, ["**Sum**", .. months.Select(month => $"**{Usd(priced.Sum(line => prices.Of(line.Price).Of(line.Used(month))))}**")]);
        foreach (var line in BillLine.All.Except(priced))
            Row(text, [$"{line.What}: how many; no price found", .. months.Select(month => Number(Math.Round(line.Used(month))))]);
        return text.ToString();
    }

    private string Campaigns()
    {
        var text = new StringBuilder();
        var idle = Of(0);
        var months = CampaignCost.Sizes.Select(items => CampaignCost.MonthOf(items, measured, prices.Assumptions)).ToList();
        Row(text, ["USD a campaign", .. CampaignCost.Sizes.Select(items => $"{Number(items)} accesses")]);
        Row(text, ["---", .. CampaignCost.Sizes.Select(_ => "---:")]);
        var priced = BillLine.All.Where(line => prices.Of(line.Price).Steps.Count > 0 && months.Any(month => line.Used(month) > line.Used(idle))).ToList();
        foreach (var line in priced)
            Row(text, [line.What, .. months.Select(month => Usd(Added(line, month)))]);
        Row(text, ["**Sum**", .. months.Select(month => $"**{Usd(priced.Sum(line => Added(line, month)))}**")]);
        return text.ToString();

        double Added(BillLine line, Month month) => prices.Of(line.Price).Of(line.Used(month)) - prices.Of(line.Price).Of(line.Used(idle));
    }

    private double TableRequestsOfAnItem()
    {
        var (few, many) = (CampaignCost.MonthOf(1_000, measured, prices.Assumptions), CampaignCost.MonthOf(2_000, measured, prices.Assumptions));
        return (many.TableTransactions - few.TableTransactions) / 1_000;
    }

    private string Ceilings()
    {
        var text = new StringBuilder();
        Row(text, ["ceiling", "limit", "reached at tasks a month", "before that"]);
        Row(text, ["---", "---", "---:", "---"]);
        foreach (var (ceiling, tasks) in Ceiling.All.Select(ceiling => (ceiling, Tasks: ceiling.Tasks(Of, prices.Assumptions))).OrderBy(pair => pair.Tasks))
            Row(text, [ceiling.Part, ceiling.Limit, Round(tasks), ceiling.Change]);
        return text.ToString();
    }

    private string Measured()
    {
        var text = new StringBuilder();
        var lifecycles = Lifecycle.All.Concat(CampaignCost.Measured).ToList();
        var names = lifecycles.Select(lifecycle => lifecycle.Name).Append(Measurement.IdleDay).ToList();
        Row(text, ["", .. names]);
        Row(text, ["---", .. names.Select(_ => "---:")]);
        Row(text, ["tasks", .. lifecycles.Select(lifecycle => Number(lifecycle.Tasks)), "0"]);
        foreach (var what in measured.Values.SelectMany(counts => counts.Keys).Distinct().Order(StringComparer.Ordinal))
            Row(text, [what, .. names.Select(name => Number(measured[name].GetValueOrDefault(what)))]);
        return text.ToString();
    }

    private string Prices()
    {
        var text = new StringBuilder();
        Row(text, ["price", "USD", "source", "of"]);
        Row(text, ["---", "---", "---", "---"]);
        foreach (var price in prices.Prices)
        {
            var steps = price.Steps.Count == 0 ? "not found" : string.Join("; ", price.Steps.Select(step => (step.From > 0 ? $"from {Number(step.From)}: " : "") + step.Usd.ToString("0.########", CultureInfo.InvariantCulture)));
            Row(text, [$"{price.Id}, {(price.Per == 1 ? "" : Number(price.Per) + " ")}{price.Unit}", steps, price.Source + (price.IsToBeChecked ? " (to be checked)" : ""), price.Dated]);
        }

        return text.ToString();
    }

    private Month Of(double tasks) => new(tasks, measured, prices.Assumptions);

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Usd(double amount) => amount.ToString(amount < 100 ? "#,0.00" : "#,0", CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString("#,0.###", CultureInfo.InvariantCulture);

    /// <summary>Two significant digits, because more are not known.</summary>
    private static string Round(double number)
    {
        var scale = Math.Pow(10, Math.Floor(Math.Log10(number)) - 1);
        return Number(Math.Round(number / scale) * scale);
    }

    [GeneratedRegex(@"^\| USD a month \|(.*\n)(\|.*\n|\n(?=\|))*", RegexOptions.Multiline)]
    private static partial Regex Tables();
}
