using AccessReview.Emulator.Durable.History;
using AccessReview.Emulator.Durable.Turns;
using AccessReview.Emulator.Storage;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;

namespace AccessReview.Emulator.Durable.Instances;

/// <summary>Starting an instance, and what becomes of one that has its id already.</summary>
internal static class InstanceCreation
{
    /// <summary>The Functions extension's default (overridableExistingInstanceStates: NonRunningStates): only a finished instance is replaced.</summary>
    private static readonly OrchestrationRuntimeStatus[] RunningStatuses =
        [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended];

    public static HashSet<OrchestrationRuntimeStatus> DedupeStatuses(IReadOnlyList<string>? names)
    {
        if (names is null)
            return [.. RunningStatuses];

        var statuses = names
            .Select(name => Enum.TryParse<OrchestrationRuntimeStatus>(name, ignoreCase: true, out var status)
                ? status
                : throw new ArgumentException($"Invalid orchestration runtime status: '{name}' for deduplication."))
            .ToHashSet();
        if (statuses.Contains(OrchestrationRuntimeStatus.Terminated) && !RunningStatuses.All(statuses.Contains))
        {
            throw new ArgumentException(
                "Invalid dedupe statuses: cannot include 'Terminated' while also allowing reuse of running instances, "
                + "because the running instance would be terminated and then immediately conflict with the dedupe check.");
        }

        return statuses;
    }

    /// <summary>Starts it at <paramref name="startAt"/> or now, unless a running instance that may be replaced has to be terminated first.</summary>
    public static Started Start(
        EmulatorConnection connection, InstanceRecord instance, DateTimeOffset? startAt, HashSet<OrchestrationRuntimeStatus> dedupeStatuses)
    {
        var existing = InstanceStore.Find(connection, instance.InstanceId);
        if (existing is not null && dedupeStatuses.Contains(existing.Status))
        {
            throw new OrchestrationAlreadyExistsException(
                $"An orchestration with instance ID '{instance.InstanceId}' and status '{existing.Status}' already exists");
        }

        if (existing is { IsFinished: false })
            return new Started.BlockedBy(existing);

        InstanceStore.Remove(connection, instance.InstanceId);
        InstanceStore.Insert(connection, instance);
        if (startAt > instance.CreatedAt)
        {
            return new Started.Later(TimerRows.Insert(
                connection, new DurableTimer(instance.InstanceId, instance.ExecutionId, TimerService.StartTimer, startAt.Value)));
        }

        return MessageInbox.Post(connection, instance.InstanceId, instance.ExecutionId, new HistoryEvent.ExecutionStarted()) is { } start
            ? new Started.Now(start)
            : throw new System.Diagnostics.UnreachableException("The instance was inserted in this very transaction.");
    }
}

/// <summary>What came of a start.</summary>
internal abstract record Started
{
    private Started()
    {
    }

    public sealed record Now(Message Start) : Started;

    public sealed record Later(DurableTimer Timer) : Started;

    public sealed record BlockedBy(InstanceRecord Existing) : Started;
}
