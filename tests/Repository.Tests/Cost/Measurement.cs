using System.Net;
using System.Text;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Emulator.Durable.Dispatch;
using Azure.Data.Tables;
using Kind = Microsoft.DurableTask.Protobuf.HistoryEvent.EventTypeOneofCase;

namespace AccessReview.Repository.Tests.Cost;

/// <summary>Runs the app once per life cycle and once for a day without tasks, and returns what was billed.</summary>
internal static class Measurement
{
    public const string IdleDay = "a day without tasks";

    public static async Task<SortedDictionary<string, SortedDictionary<string, long>>> RunAsync()
    {
        var measured = new SortedDictionary<string, SortedDictionary<string, long>>(StringComparer.Ordinal);
        foreach (var lifecycle in Lifecycle.All.Concat(CampaignCost.Measured))
            measured[lifecycle.Name] = await OfAsync(lifecycle);
        measured[IdleDay] = await OfIdleDayAsync();
        return measured;
    }

    public static async Task<SortedDictionary<string, long>> OfAsync(Lifecycle lifecycle)
    {
        var meter = new Meter();
        await using var app = await StartAsync(meter);
        var acts = new Acts(app, meter);
        // The first run fills the caches.
        await acts.CertifyAsync(SmallOrganization.Root);
        await acts.DecideAsync("otto", "certification", "certify");
        await lifecycle.PrepareAsync(acts);
        // The schedules of each minute write their first rows. They belong to the day, not to the life cycle.
        await acts.LetPassAsync(TimeSpan.FromMinutes(2));

        await StockAsync(app, meter, instance => !Meter.IsOfASchedule(instance));
        var before = meter.Now();
        await lifecycle.RunAsync(acts);
        await StockAsync(app, meter, instance => !Meter.IsOfASchedule(instance));
        var counts = meter.Since(before);
        foreach (var schedule in counts.Keys.Where(key => key.StartsWith(Meter.OfSchedules, StringComparison.Ordinal)).ToList())
            counts.Remove(schedule);
        return counts;
    }

    public static async Task<SortedDictionary<string, long>> OfIdleDayAsync()
    {
        var meter = new Meter();
        await using var app = await StartAsync(meter);
        var before = meter.Now();
        for (var hour = 0; hour < 24; hour++)
            await app.AdvanceWithEveryScheduleAsync(TimeSpan.FromHours(1));
        await StockAsync(app, meter, Meter.IsOfASchedule);
        var counts = meter.Since(before);
        counts.Remove("stored.rows");
        counts.Remove("stored.bytes");
        return new(counts.ToDictionary(count => count.Key.Replace(Meter.OfSchedules, "", StringComparison.Ordinal), count => count.Value), StringComparer.Ordinal);
    }

    private static async Task<TheApp> StartAsync(Meter meter)
    {
        var app = await MeteredApp.StartAsync(meter, undoFor: Acts.UndoFor);
        await app.As(SmallOrganization.Admin).PostAsync("/api/v1/directory/imports", SmallOrganization.Import, HttpStatusCode.Accepted);
        await app.RestAsync();
        return app;
    }

    /// <summary>Counts from the histories and the tables.</summary>
    private static async Task StockAsync(TheApp app, Meter meter, Func<string, bool> counts)
    {
        var now = meter.Now();
        void Set(string what, long number) => meter.Count(what, number - now.GetValueOrDefault(what));

        var histories = app.OfEmulator<SqliteOrchestrationService>();
        var events = new List<Kind>();
        await foreach (var instance in app.Durable.GetAllInstancesAsync().Where(instance => counts(instance.InstanceId)))
            events.AddRange(histories.Executions(instance.InstanceId).SelectMany(execution => execution.Select(happened => happened.EventTypeCase)));
        Set("durable.starts", events.Count(happened => happened is Kind.ExecutionStarted));
        Set("durable.activities", events.Count(happened => happened is Kind.TaskScheduled));
        Set("durable.results", events.Count(happened => happened is Kind.TaskCompleted or Kind.TaskFailed));
        Set("durable.timers", events.Count(happened => happened is Kind.TimerFired));
        Set("durable.events", events.Count(happened => happened is Kind.EventRaised));
        Set("executions.orchestration", events.Count(happened => happened is Kind.OrchestratorStarted));

        long rows = 0, bytes = 0;
        await foreach (var table in app.Tables.QueryAsync())
        {
            await foreach (var row in app.Tables.GetTableClient(table.Name).QueryAsync<TableEntity>())
                (rows, bytes) = (rows + 1, bytes + SizeOf(row));
        }

        Set("stored.rows", rows);
        Set("stored.bytes", bytes);
    }

    // Microsoft's size of an entity: learn.microsoft.com/archive/blogs/windowsazurestorage, "Understanding Windows Azure Storage Billing".
    private static long SizeOf(TableEntity row) =>
        4 + (2L * (row.PartitionKey.Length + row.RowKey.Length))
        + row.Where(property => property.Key is not ("PartitionKey" or "RowKey" or "odata.etag"))
            .Sum(property => 8 + (2L * property.Key.Length) + property.Value switch { string text => 4 + Encoding.Unicode.GetByteCount(text), byte[] data => 4 + data.Length, bool => 1, int => 4, _ => 8 });
}
