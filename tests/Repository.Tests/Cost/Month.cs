namespace AccessReview.Repository.Tests.Cost;

/// <summary>The usage of a month with a given number of tasks.</summary>
internal sealed class Month
{
    public const double Hours = 730;
    public const double Seconds = Hours * 3600;
    public const double Days = Hours / 24;

    private readonly Dictionary<string, double> _used;

    private Month(IEnumerable<(IEnumerable<KeyValuePair<string, double>> Counts, double Times)> parts, Assumptions assumptions)
    {
        Assumptions = assumptions;
        _used = parts.SelectMany(part => part.Counts.Select(count => (count.Key, Number: count.Value * part.Times)))
            .GroupBy(count => count.Key).ToDictionary(group => group.Key, group => group.Sum(count => count.Number));
    }

    public Month(double tasks, IReadOnlyDictionary<string, SortedDictionary<string, long>> measured, Assumptions assumptions)
        : this(Parts(tasks, measured, assumptions), assumptions)
    {
    }

    /// <summary>A month with this use, and nothing else but time.</summary>
    public static Month Of(IEnumerable<KeyValuePair<string, double>> used, IReadOnlyDictionary<string, SortedDictionary<string, long>> measured, Assumptions assumptions) =>
        new([(used, 1), (Exact(measured[Measurement.IdleDay]), Days)], assumptions);

    private static IEnumerable<(IEnumerable<KeyValuePair<string, double>> Counts, double Times)> Parts(
        double tasks, IReadOnlyDictionary<string, SortedDictionary<string, long>> measured, Assumptions assumptions)
    {
        var cases = assumptions.Mix.Values.Sum();
        var tasksOfCases = Lifecycle.All.Sum(lifecycle => lifecycle.Tasks * assumptions.Mix[lifecycle.Name]) / cases;
        return assumptions.Mix.Select(share => (Exact(measured[share.Key]), tasks / tasksOfCases * share.Value / cases)).Append((Exact(measured[Measurement.IdleDay]), Days));
    }

    public double Executions => Sum("executions.");

    public double TableTransactions => Sum("tables.");

    public double StoredGb => Of("stored.bytes") / 1e9;

    /// <summary>An operation is a send, a schedule, a receipt or a settlement; an empty receipt ends after a minute.</summary>
    public double QueueOperations => Sum("queue.") + (2 * Of("executions.serviceBus")) + (Hours * 60);

    public double Mails => Of("mails");

    public double MailMb => Of("mailBytes") / 1e6;

    public double DurableActions => Sum("durable.");

    /// <summary>If all of it were kept.</summary>
    public double TelemetryGb => (Executions + TableTransactions + QueueOperations + Mails) * Assumptions.TelemetryItemBytes / 1e9;

    /// <summary>
    /// An instance is billed while anything runs on it, at least one second. HTTP functions, orchestrations with their activities,
    /// and each other function have separate instances. Calls arrive at random times, so the seconds of many overlap.
    /// </summary>
    public double InstanceGbSeconds =>
        Assumptions.InstanceGb * (Busy("http") + Busy("activity", "orchestration") + Busy("serviceBus") + Of("executions.timer"));

    public Assumptions Assumptions { get; }

    public double Of(string what) => _used.GetValueOrDefault(what);

    /// <summary>The average number of busy instances.</summary>
    public double Instances => Executions * Assumptions.ExecutionSeconds / Assumptions.ExecutionsAtOnce / Seconds;

    private static IEnumerable<KeyValuePair<string, double>> Exact(SortedDictionary<string, long> counts) => counts.Select(count => KeyValuePair.Create(count.Key, (double)count.Value));

    private double Busy(string group, string? with = null)
    {
        var overlapping = Seconds * (1 - Math.Exp(-Of("moments." + group) / Seconds));
        var executions = Of("executions." + group) + (with is null ? 0 : Of("executions." + with));
        return Math.Max(overlapping, executions * Assumptions.ExecutionSeconds / Assumptions.ExecutionsAtOnce);
    }

    private double Sum(string family) => _used.Where(count => count.Key.StartsWith(family, StringComparison.Ordinal)).Sum(count => count.Value);
}
