using AccessReview.Emulator.Durable.Client;
using AccessReview.Emulator.Durable.Storage;
using DurableTask.Core.History;
using P = Microsoft.DurableTask.Protobuf;

namespace AccessReview.Emulator.Durable.Dispatch;

/// <summary>The client operations. Each result is on disk before the client gets it.</summary>
internal sealed partial class SqliteOrchestrationService
{
    /// <summary>Stores a new instance, which starts at its scheduled time or at once.</summary>
    /// <returns>Null if it was stored; otherwise the existing instance, which is not completed or must not be replaced.</returns>
    public async Task<P.OrchestrationState?> CreateAsync(
        ExecutionStartedEvent started, IReadOnlyCollection<P.OrchestrationStatus> replaceable)
    {
        var now = _clock.GetUtcNow();
        started.Timestamp = now.UtcDateTime;
        var isLater = started.ScheduledStartTime > now.UtcDateTime;
        var instance = started.OrchestrationInstance;
        var start = new HubMessage(
            NextMessageId(), instance.InstanceId, instance.ExecutionId, started, isLater ? MessageKind.Timer : MessageKind.Event)
        {
            DueAt = isLater ? new DateTimeOffset(started.ScheduledStartTime!.Value, TimeSpan.Zero) : null,
        };
        var existing = await _database.WriteAsync(connection => InstanceCreation.Create(connection, start, replaceable));
        if (existing is null)
            SetGoing(start);
        return existing;
    }

    /// <summary>Stores an event for a running instance; does nothing if the instance has completed.</summary>
    public async Task PostAsync(string instanceId, HistoryEvent happened, bool isRecursive = false)
    {
        happened.Timestamp = _clock.GetUtcNow().UtcDateTime;
        var message = new HubMessage(NextMessageId(), instanceId, null, happened) { IsRecursive = isRecursive };
        if (await _database.WriteAsync(connection => MessageRows.Post(connection, message)))
            _mailboxes.Deliver(message);
    }

    /// <summary>Stores a request to run a failed instance again from its last good state.</summary>
    public async Task RewindAsync(string instanceId, string? reason)
    {
        var rewound = new ExecutionRewoundEvent(-1, reason) { Timestamp = _clock.GetUtcNow().UtcDateTime };
        var message = new HubMessage(NextMessageId(), instanceId, null, rewound);
        await _database.WriteAsync(connection => MessageRows.Add(connection, message));
        _mailboxes.Deliver(message);
    }

    public P.OrchestrationState? Find(string instanceId) => _database.Read(connection => InstanceRows.Find(connection, instanceId));

    public List<P.HistoryChunk> History(string instanceId) => _database.Read(connection => InstanceRows.Chunks(connection, instanceId));

    /// <summary>The histories of an instance's executions, oldest first: the current one, and earlier ones if they are kept.</summary>
    public List<List<P.HistoryEvent>> Executions(string instanceId) => _database.Read(connection =>
        InstanceRows.Kept(connection, instanceId).ConvertAll(kept => kept.Events.ToList())
            .Append([.. InstanceRows.Chunks(connection, instanceId).SelectMany(chunk => chunk.Events)])
            .Where(history => history.Count > 0)
            .ToList());

    public List<P.OrchestrationState> Query(P.InstanceQuery query, int count) =>
        _database.Read(connection => InstanceQueries.Page(connection, query, count));

    public List<string> Ended(P.ListInstanceIdsRequest request, int count) =>
        _database.Read(connection => InstanceQueries.Ended(connection, request, count));

    /// <summary>Removes one completed instance, or all that match a filter; returns the number of removed instances.</summary>
    public Task<int> PurgeAsync(P.PurgeInstancesRequest request) => _database.WriteAsync(connection =>
        request.PurgeInstanceFilter is { } filter
            ? InstanceQueries.Purge(connection, filter, request.Recursive)
            : InstanceQueries.Purge(connection, request.InstanceId, request.Recursive));

    /// <param name="isReached">Gets null where there is no such instance, or not yet.</param>
    public Task<P.OrchestrationState?> WaitAsync(
        string instanceId, Func<P.OrchestrationState?, bool> isReached, CancellationToken cancellationToken) =>
        _waiters.WaitAsync(instanceId, isReached, () => Find(instanceId), cancellationToken);
}
