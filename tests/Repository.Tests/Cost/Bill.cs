namespace AccessReview.Repository.Tests.Cost;

/// <param name="What">The displayed name.</param>
/// <param name="Price">The id in prices.json.</param>
/// <param name="Used">The amount used in a month.</param>
internal sealed record BillLine(string What, string Price, Func<Month, double> Used)
{
    /// <summary>
    /// The billed items of a deployment of main.bicep without options; options have fixed prices and are in the price
    /// table.
    /// </summary>
    public static IReadOnlyList<BillLine> All { get; } =
    [
        new("Function executions", "functions.executions", month => month.Executions),
        new("Function instances, GB-s", "functions.gbSeconds", month => month.InstanceGbSeconds),
        new("Table transactions", "tables.transactions", month => month.TableTransactions),
        new("Table rows of the month, GB", "tables.gb", month => month.StoredGb),
        new("Host's storage transactions", "storage.hostTransactions", month => month.Assumptions.HostTransactions),
        new("Service Bus, hours", "serviceBus.hours", _ => Month.Hours),
        new("Service Bus operations", "serviceBus.operations", month => month.QueueOperations),
        new("Mails", "mail.mails", month => month.Mails),
        new("Mails, MB", "mail.mb", month => month.MailMb),
        new("Logs and traces, GB", "logs.gb", month => Math.Min(month.TelemetryGb, month.Assumptions.LogGbPerDay * Month.Days)),
        new("Alert rules that search logs", "alerts.logRules", month => month.Assumptions.LogAlertRules),
        new("Durable actions", "durable.actions", month => month.DurableActions),
    ];
}

/// <param name="Part">The component with the limit.</param>
/// <param name="Limit">The limit in words, with its source.</param>
/// <param name="PerSecond">The capacity per second.</param>
/// <param name="IsOfPeaks">True: it limits the busiest second. False: excess work is done later.</param>
/// <param name="Used">The amount used in a month.</param>
/// <param name="Change">What to do before the limit is reached.</param>
internal sealed record Ceiling(string Part, string Limit, double PerSecond, bool IsOfPeaks, Func<Month, double> Used, string Change)
{
    public static IReadOnlyList<Ceiling> All { get; } =
    [
        new("Mail quota, own domain, as it is at first", "100 mails an hour, 30 a minute", 100.0 / 3600, false, month => month.Mails,
            "ask for a raise, then `mailsPerMinute` and `mailsPerHour`; until then mails wait, decisions first"),
        new("Logs' daily cap", "5 GB a day (`logDailyCapGb`)", 5e9 / 86_400, false, month => month.TelemetryGb * 1e9,
            "sample traces, or raise it and pay for it; beyond it the rest of the day's logs are lost"),
        new("Row with the directory's version", "2,000 requests a second of one partition", 2_000, true, month => month.Of("shared.directoryVersion"),
            "read it once an execution instead of at each look-up"),
        new("Row with the mail budget", "about 50 changes a second of one row, each a read and a conditional write", 50, false, month => month.Mails,
            "a budget for each of several senders"),
        new("Rows of the tasks' numbers", "2,000 requests a second of one partition", 2_000, true, month => month.Of("shared.numbers"),
            "spread them over partitions by the number's last digits"),
        new("Storage account", "20,000 requests a second", 20_000, true, month => month.TableTransactions,
            "a second account: Directory and TaskIndex apart from Tasks"),
        new("Service Bus Standard", "1,000 operations a second of a namespace", 1_000, false, month => month.QueueOperations,
            "Premium (`privateNetworking` brings it), or a namespace for bulk mail"),
        new("Durable Task Scheduler, Consumption", "500 actions a second", 500, true, month => month.DurableActions,
            "`schedulerSku=Dedicated`: 2,000 a second for each of up to 3 units"),
        new("Function instances", "40 instances (`maximumInstanceCount`)", 40, true, month => month.Instances * Month.Seconds,
            "raise it: 1,000 are allowed, and 250 of 2 GB in a region before its quota is raised"),
    ];

    /// <summary>The number of tasks in a month at which the limit is reached.</summary>
    public double Tasks(Func<double, Month> month, Assumptions assumptions)
    {
        const double probe = 1e6;
        var idle = Used(month(0));
        var each = (Used(month(probe)) - idle) / probe;
        return ((PerSecond * Month.Seconds / (IsOfPeaks ? assumptions.Peak : 1)) - idle) / each;
    }
}
