using System.Runtime.CompilerServices;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.App.Tasks.Effects;
using AccessReview.Domain.Tasks;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Tasks;

/// <summary>Reads and writes tasks. State and events are written in one transaction, so that they always agree.</summary>
public sealed class TaskStore(AppTables tables)
{
    /// <summary>The highest version that a row key has digits for.</summary>
    private const long LastVersion = 9_999_999_999;

    public async Task<StoredTask?> LoadAsync(TaskId id, CancellationToken cancellationToken)
    {
        if (!TaskId.IsWellFormed(id.Value))
            return null;
        var row = await tables.Tasks.FindRowAsync(id.Value, TaskRows.StateKey, cancellationToken);
        return row is null ? null : TaskRows.ReadState(row);
    }

    /// <summary>
    /// Returns the task and whether <paramref name="operation"/> was done to it. One query reads both, so they are
    /// consistent.
    /// </summary>
    public async Task<StoredTask?> LoadAsync(TaskId id, OperationId? operation, CancellationToken cancellationToken)
    {
        if (operation is not { IsRepeatable: true } || !TaskId.IsWellFormed(id.Value))
            return await LoadAsync(id, cancellationToken);

        StoredTask? stored = null;
        long? done = null;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {id.Value} and (RowKey eq {TaskRows.StateKey} or Operation eq {operation.Value})");
        await foreach (var row in tables.Tasks.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (row.RowKey == TaskRows.StateKey)
                stored = TaskRows.ReadState(row);
            else
                done = TaskRows.ReadEvent(row).Version;
        }

        return stored is null ? null : stored with { DoneAt = done };
    }

    /// <summary>Returns the task with its history, read by one query; null: there is no such task.</summary>
    public async Task<TaskHistory?> LoadHistoryAsync(TaskId id, CancellationToken cancellationToken)
    {
        if (!TaskId.IsWellFormed(id.Value))
            return null;
        ETag? seen = null;
        while (true)
        {
            StoredTask? stored = null;
            List<StoredEvent> events = [];
            await foreach (var row in tables.Tasks.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {id.Value}"), cancellationToken: cancellationToken))
            {
                if (row.RowKey == TaskRows.StateKey)
                    stored = TaskRows.ReadState(row);
                else if (!TaskRows.IsUndelivered(row))
                    events.Add(TaskRows.ReadEvent(row));
            }

            if (stored is null)
                return null;
            // A long history comes in several pages, and a commit may come between two of them. If events are missing without a
            // commit, the audit check reports them.
            if (events is [.., var last] && last.Version >= stored.Task.Version || stored.ETag == seen)
                return new TaskHistory(stored, events);
            seen = stored.ETag;
        }
    }

    /// <summary>The task after the event of this version.</summary>
    public async Task<ReviewTask> AtAsync(TaskId id, long version, CancellationToken cancellationToken) =>
        ReviewTask.Fold((await EventsAsync(id, cancellationToken)).TakeWhile(stored => stored.Version <= version).Select(stored => stored.Event));

    /// <summary>The task's history, oldest first.</summary>
    public async Task<IReadOnlyList<StoredEvent>> EventsAsync(TaskId id, CancellationToken cancellationToken)
    {
        List<StoredEvent> events = [];
        await foreach (var row in EventRowsAsync(id, cancellationToken))
            events.Add(TaskRows.ReadEvent(row));
        return events;
    }

    /// <summary>The task's history as it is stored, oldest first, so that others can verify its chain.</summary>
    internal async IAsyncEnumerable<RecordedEvent> RecordedEventsAsync(TaskId id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in EventRowsAsync(id, cancellationToken))
            yield return TaskRows.ReadRecorded(row);
    }

    /// <summary>The task's history, and the notifications that did not arrive, oldest first. One query reads both.</summary>
    public async Task<(IReadOnlyList<StoredEvent> Events, IReadOnlyList<Undelivered> Undelivered)> HistoryAsync(TaskId id, CancellationToken cancellationToken)
    {
        List<StoredEvent> events = [];
        List<Undelivered> undelivered = [];
        await foreach (var row in RowsAsync(id, TaskRows.UndeliveredKey(""), TaskRows.EventKey(LastVersion), cancellationToken))
        {
            if (TaskRows.IsUndelivered(row))
                undelivered.Add(TaskRows.ReadUndelivered(row));
            else
                events.Add(TaskRows.ReadEvent(row));
        }

        return (events, [.. undelivered.OrderBy(one => one.At)]);
    }

    /// <summary>Records that a notification did not arrive. The first record of a notification stays.</summary>
    public async Task RecordUndeliveredAsync(TaskId id, Undelivered undelivered, CancellationToken cancellationToken)
    {
        try
        {
            await tables.Tasks.AddEntityAsync(TaskRows.UndeliveredOf(id, undelivered), cancellationToken);
        }
        catch (RequestFailedException known) when (known.Status == 409)
        {
            // It was recorded before.
        }
    }

    /// <summary>
    /// The version of the first event whose hash does not match; null: the chain is valid and ends at the state row's head.
    /// </summary>
    public async Task<long?> FirstBrokenLinkAsync(TaskId id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await LoadAsync(id, cancellationToken);
            var (head, version) = ("", 0L);
            await foreach (var row in EventRowsAsync(id, cancellationToken))
            {
                version++;
                if (row.RowKey != TaskRows.EventKey(version) || !TaskRows.IsChained(row, head))
                    return version;
                head = row.GetString("Hash");
            }

            if (stored is not null && stored.Head == head && stored.Task.Version == version)
                return null;
            // Another write may have come between the two reads.
            if ((await LoadAsync(id, cancellationToken))?.ETag == stored?.ETag)
                return version + 1;
        }
    }

    /// <summary>Returns null if there is no such event.</summary>
    public async Task<string?> HashAtAsync(TaskId id, long version, CancellationToken cancellationToken)
    {
        var row = await tables.Tasks.FindRowAsync(id.Value, TaskRows.EventKey(version), cancellationToken, ["Hash"]);
        return row?.GetString("Hash");
    }

    /// <summary>Writes a new task. Returns null if its id already exists.</summary>
    /// <param name="mark">See <see cref="StoredTask.Mark"/>.</param>
    public async Task<ReviewTask?> InsertAsync(IReadOnlyList<TaskEvent> events, string operation, ETag? mark, CancellationToken cancellationToken)
    {
        var task = ReviewTask.Fold(events);
        var group = new EntityGroup();
        var head = AddEvents(group, task.Id, 0, "", events, operation);
        group.Add(TableTransactionActionType.Add, TaskRows.StateOf(task, head, 0, task.Id.Value, mark));
        try
        {
            await group.SubmitAsync(tables.Tasks, cancellationToken);
        }
        catch (RequestFailedException exists) when (exists.Status == 409)
        {
            return await IsOwnWriteAsync(task.Id, 1, operation, cancellationToken) ? task : null;
        }

        return task;
    }

    /// <summary>Appends to a task. Returns null if another write was first: load and decide again.</summary>
    /// <param name="mark">See <see cref="StoredTask.Mark"/>.</param>
    public async Task<ReviewTask?> AppendAsync(StoredTask stored, IReadOnlyList<TaskEvent> events, string operation, ETag? mark, CancellationToken cancellationToken)
    {
        var task = events.Aggregate(stored.Task, (state, happened) => state.Evolve(happened));
        var group = new EntityGroup();
        var head = AddEvents(group, task.Id, stored.Task.Version, stored.Head, events, operation);
        group.Add(TableTransactionActionType.UpdateReplace, TaskRows.StateOf(task, head, stored.SettledVersion, stored.Instance, mark, stored.Pending), stored.ETag);
        try
        {
            await group.SubmitAsync(tables.Tasks, cancellationToken);
            return task;
        }
        catch (RequestFailedException lost) when (lost.Status is 409 or 412)
        {
            // The SDK retries: if the response of a write is lost, the retry conflicts with the write itself (azure-sdk-for-net#39146).
            return await IsOwnWriteAsync(task.Id, stored.Task.Version + 1, operation, cancellationToken) ? task : null;
        }
        // No response even after the SDK's retries: the write may have succeeded.
        catch (Exception unanswered) when (unanswered is AggregateException or RequestFailedException { Status: 0 or >= 500 })
        {
            if (await IsOwnWriteAsync(task.Id, stored.Task.Version + 1, operation, cancellationToken))
                return task;
            throw;
        }
    }

    /// <summary>
    /// Records that all effects up to the loaded version are applied, except the pending ones. Returns false if the task
    /// changed since.
    /// </summary>
    public Task<bool> MarkSettledAsync(StoredTask stored, PendingEffects? pending, CancellationToken cancellationToken) =>
        ReplaceStateAsync(stored, TaskRows.StateOf(stored.Task, stored.Head, stored.Task.Version, stored.Instance, stored.Mark, pending), cancellationToken);

    /// <summary>
    /// Records that the last decision takes effect, before its effects are applied. An undo that was loaded earlier can then no longer be
    /// committed. Returns null if the task changed since, for example because the decision was undone.
    /// </summary>
    public async Task<StoredTask?> ReleaseAsync(StoredTask stored, CancellationToken cancellationToken)
    {
        var row = TaskRows.StateOf(stored.Task, stored.Head, stored.SettledVersion, stored.Instance, stored.Mark, stored.Pending, stored.Task.Version);
        return await TryReplaceStateAsync(stored, row, cancellationToken) is { } tag ? stored with { ETag = tag, ReleasedVersion = stored.Task.Version } : null;
    }

    /// <summary>Returns whether the task is still as it was loaded.</summary>
    public async Task<bool> IsUnchangedAsync(StoredTask stored, CancellationToken cancellationToken) =>
        (await tables.Tasks.FindRowAsync(stored.Task.Id.Value, TaskRows.StateKey, cancellationToken, ["Version"]))?.GetInt64("Version") == stored.Task.Version;

    /// <summary>Sets the orchestration of the task. Returns false if the task changed since.</summary>
    public Task<bool> HandToInstanceAsync(StoredTask stored, string instance, CancellationToken cancellationToken) =>
        ReplaceStateAsync(stored, TaskRows.StateOf(stored.Task, stored.Head, stored.SettledVersion, instance, stored.Mark, stored.Pending, stored.ReleasedVersion), cancellationToken);

    private async Task<bool> ReplaceStateAsync(StoredTask stored, TableEntity row, CancellationToken cancellationToken) =>
        await TryReplaceStateAsync(stored, row, cancellationToken) is not null;

    private async Task<ETag?> TryReplaceStateAsync(StoredTask stored, TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            return (await tables.Tasks.UpdateEntityAsync(row, stored.ETag, TableUpdateMode.Replace, cancellationToken)).Headers.ETag ?? stored.ETag;
        }
        catch (RequestFailedException lost) when (lost.Status == 412)
        {
            return null;
        }
    }

    private static string AddEvents(EntityGroup group, TaskId id, long version, string head, IReadOnlyList<TaskEvent> events, string operation)
    {
        foreach (var happened in events)
        {
            var row = TaskRows.EventOf(id, ++version, happened, head, operation);
            head = row.GetString("Hash");
            group.Add(TableTransactionActionType.Add, row);
        }

        return head;
    }

    private async Task<bool> IsOwnWriteAsync(TaskId id, long version, string operation, CancellationToken cancellationToken)
    {
        var row = await tables.Tasks.FindRowAsync(id.Value, TaskRows.EventKey(version), cancellationToken, ["Operation"]);
        return row?.GetString("Operation") == operation;
    }

    private AsyncPageable<TableEntity> EventRowsAsync(TaskId id, CancellationToken cancellationToken) =>
        RowsAsync(id, TaskRows.EventKey(0), TaskRows.EventKey(LastVersion), cancellationToken);

    private AsyncPageable<TableEntity> RowsAsync(TaskId id, string first, string last, CancellationToken cancellationToken) => tables.Tasks.QueryAsync<TableEntity>(
        TableClient.CreateQueryFilter($"PartitionKey eq {id.Value} and RowKey ge {first} and RowKey le {last}"),
        cancellationToken: cancellationToken);
}
