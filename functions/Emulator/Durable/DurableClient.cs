using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Durable.History;
using AccessReview.Emulator.Durable.Instances;
using AccessReview.Emulator.Durable.Turns;
using AccessReview.Emulator.Storage;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AccessReview.Emulator.Durable;

/// <summary>The client that functions are given. What it has answered is on disk.</summary>
internal sealed class DurableClient(
    EmulatorDatabase database,
    EmulatorClock clock,
    Mailboxes mailboxes,
    TimerService timers,
    InstanceWaiters waiters,
    WorkerJson json,
    DurableEngineOptions options) : DurableTaskClient(options.HubName)
{
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var dedupeStatuses = InstanceCreation.DedupeStatuses(options?.DedupeStatuses);
        var instance = NewInstance(orchestratorName, input, options);
        while (true)
        {
            switch (await WriteAsync(connection => InstanceCreation.Start(connection, instance, options?.StartAt, dedupeStatuses)))
            {
                case Started.Now(var start):
                    mailboxes.Deliver(start);
                    return instance.InstanceId;
                case Started.Later(var timer):
                    timers.Arm(timer);
                    return instance.InstanceId;
                case Started.BlockedBy(var existing):
                    await TerminateInstanceAsync(existing.InstanceId, $"Replaced by a new instance with the same instance ID; its status was {existing.Status}.", cancellation);
                    await WaitForInstanceCompletionAsync(existing.InstanceId, cancellation);
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return SendAsync(instanceId, new HistoryEvent.EventRaised(eventName, json.Serialize(eventPayload)), cancellation);
    }

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new HistoryEvent.Terminated(json.Serialize(options?.Output), options?.Recursive ?? false), cancellation);

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new HistoryEvent.Suspended(reason), cancellation, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new HistoryEvent.Resumed(reason), cancellation, OrchestrationRuntimeStatus.Suspended);

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, instance => instance.Status != OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, instance => instance.IsFinished, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var instance = Find(instanceId);
        return Task.FromResult(instance is null ? null : Metadata(instance, getInputsAndOutputs));
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        var query = filter ?? new OrchestrationQuery();
        return Pageable.Create((continuation, sizeHint, _) =>
        {
            var size = sizeHint ?? query.PageSize;
            var isOtherHub = query.TaskHubNames is { } hubs && !hubs.Contains(Name, StringComparer.OrdinalIgnoreCase);
            // One more than the page says whether there is another.
            var found = isOtherHub
                ? []
                : Read(connection => InstanceQueries.Page(connection, query, continuation ?? query.ContinuationToken ?? "", size + 1));
            var values = found.Take(size).Select(instance => Metadata(instance, query.FetchInputsAndOutputs)).ToList();
            return Task.FromResult(new Page<OrchestrationMetadata>(values, found.Count > size ? values[^1].InstanceId : null));
        });
    }

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (Find(instanceId) is { IsFinished: false } instance)
            throw new InvalidOperationException($"Only orchestrations in a terminal state can be purged, but the orchestration with instance ID {instanceId} has status {instance.Status}");

        var count = await WriteAsync(connection => InstanceQueries.Purge(connection, instanceId, options?.Recursive ?? false));
        return new PurgeResult(count, isComplete: true);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        if (filter.Timeout <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(filter), filter.Timeout, "PurgeInstancesFilter.Timeout must be a positive TimeSpan.");

        var count = await WriteAsync(connection => InstanceQueries.Purge(connection, filter, options?.Recursive ?? false));
        return new PurgeResult(count, isComplete: true);
    }

    /// <summary>The engine ends it, not a function that was given it.</summary>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private InstanceRecord NewInstance(TaskName name, object? input, StartOrchestrationOptions? start)
    {
        ArgumentException.ThrowIfNullOrEmpty(name.Name);
        return new InstanceRecord(
            start?.InstanceId is { Length: > 0 } id ? id : Guid.NewGuid().ToString("N"),
            InstanceRecord.NewExecutionId(),
            name.Name,
            // An empty version is a version that was asked for.
            start?.Version is { } version ? version.Version : options.DefaultVersion,
            clock.GetUtcNow())
        {
            Input = json.Serialize(input),
            Tags = start is { Tags.Count: > 0 } ? start.Tags : null,
        };
    }

    /// <remarks>
    /// As the extension does behind the real client, it looks at the instance before it sends anything; what is sent to one
    /// that ends in that moment is lost without a word.
    /// </remarks>
    private async Task SendAsync(string instanceId, HistoryEvent happened, CancellationToken cancellation, params OrchestrationRuntimeStatus[] takenIn)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        var instance = Find(instanceId)
            ?? throw new RpcException(new Status(StatusCode.NotFound, $"No instance with ID '{instanceId}' was found. (Parameter 'instanceId')"));
        if (instance.IsFinished || (takenIn.Length > 0 && !takenIn.Contains(instance.Status)))
            throw new RpcException(new Status(StatusCode.FailedPrecondition, $"The orchestration instance {instanceId} is in the {instance.Status} state."));

        if (await WriteAsync(connection => MessageInbox.Post(connection, instanceId, null, happened)) is { } message)
            mailboxes.Deliver(message);
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Func<InstanceRecord, bool> isReached, bool getInputsAndOutputs, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return Metadata(await waiters.WaitAsync(instanceId, isReached, () => Find(instanceId), cancellation), getInputsAndOutputs);
    }

    /// <exception cref="RpcException">Nothing can be stored now: unavailable, as when the service behind the real client is away.</exception>
    private async Task<T> WriteAsync<T>(Func<EmulatorConnection, T> work)
    {
        try
        {
            return await database.WriteAsync(work);
        }
        catch (StorageException fault)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, fault.Message, fault));
        }
    }

    private T Read<T>(Func<EmulatorConnection, T> work)
    {
        try
        {
            return database.Read(work);
        }
        catch (StorageException fault)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, fault.Message, fault));
        }
    }

    private InstanceRecord? Find(string instanceId) => Read(connection => InstanceStore.Find(connection, instanceId));

    private OrchestrationMetadata Metadata(InstanceRecord instance, bool withPayloads) =>
        new(instance.Name, instance.InstanceId)
        {
            DataConverter = withPayloads ? json : null,
            RuntimeStatus = instance.Status,
            CreatedAt = instance.CreatedAt,
            LastUpdatedAt = instance.UpdatedAt,
            SerializedInput = withPayloads ? instance.Input : null,
            SerializedOutput = withPayloads ? instance.Output : null,
            // Azure Storage keeps one from the start: JSON's null.
            SerializedCustomStatus = withPayloads ? instance.CustomStatus ?? "null" : null,
            Tags = instance.Tags ?? new Dictionary<string, string>(),
            FailureDetails = instance.Failure,
        };
}
