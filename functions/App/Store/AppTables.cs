using Azure.Data.Tables;

namespace AccessReview.App.Store;

/// <summary>The app's tables. One class, so that a table's name stands in one place.</summary>
public sealed class AppTables(TableServiceClient service)
{
    /// <summary>A partition a task: state, events, answers already given.</summary>
    public TableClient Tasks { get; } = service.GetTableClient("Tasks");

    /// <summary>A partition a person: one row for each task that they have or had; also the numbers' index.</summary>
    public TableClient TaskIndex { get; } = service.GetTableClient("TaskIndex");

    /// <summary>Tasks whose newest events are not settled yet, in 16 partitions.</summary>
    public TableClient Unsettled { get; } = service.GetTableClient("Unsettled");

    public TableClient Directory { get; } = service.GetTableClient("Directory");

    public TableClient Requests { get; } = service.GetTableClient("Requests");

    public TableClient Notifications { get; } = service.GetTableClient("Notifications");

    public TableClient Links { get; } = service.GetTableClient("Links");

    /// <summary>Sessions, sign-in links, keys that protect cookies.</summary>
    public TableClient SignIns { get; } = service.GetTableClient("SignIns");

    /// <summary>Answers to requests that carried an Idempotency-Key, and rate-limit counters.</summary>
    public TableClient Answers { get; } = service.GetTableClient("Answers");

    /// <summary>Heads of chains that wait for their digest, and how far the digests have come.</summary>
    public TableClient Audit { get; } = service.GetTableClient("Audit");

    private IEnumerable<TableClient> All => [Tasks, TaskIndex, Unsettled, Directory, Requests, Notifications, Links, SignIns, Answers, Audit];

    public Task CreateIfMissingAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(All.Select(table => table.CreateIfNotExistsAsync(cancellationToken)));
}
