using AccessReview.Emulator.Durable.Protocol;
using AccessReview.Emulator.Durable.Storage;
using DurableTask.Core;
using DurableTask.Core.History;
using Google.Protobuf.WellKnownTypes;
using P = Microsoft.DurableTask.Protobuf;

namespace AccessReview.Emulator.Durable.Dispatch;

/// <summary>Everything that one turn of an instance writes, in one commit.</summary>
internal sealed class Turn
{
    private Turn(OrchestrationItem item, OrchestrationRuntimeState after, DateTimeOffset now)
    {
        Item = item;
        After = after;
        Now = now;
        State = StateOf(item.Instance.State, after, now);
    }

    public OrchestrationItem Item { get; }

    public OrchestrationRuntimeState After { get; }

    public DateTimeOffset Now { get; }

    public P.OrchestrationState State { get; }

    public bool IsFinished => State.OrchestrationStatus.IsFinished();

    /// <summary>The instance continued as new or was rewound, so its history starts again.</summary>
    public bool HasBegunAgain => State.ExecutionId != Item.Instance.ExecutionId;

    /// <summary>The executions that ended in this turn while the instance continues, if histories are kept.</summary>
    public IEnumerable<OrchestrationRuntimeState> Earlier => Item.Executions.Where(execution => execution != After);

    public required IReadOnlyList<HubMessage> Activities { get; init; }

    public required IReadOnlyList<HubMessage> Timers { get; init; }

    /// <summary>Messages for other instances or for this one.</summary>
    public required IReadOnlyList<HubMessage> Posts { get; init; }

    /// <param name="messageIds">Returns the id of each new message.</param>
    public static Turn Of(
        OrchestrationItem item,
        OrchestrationRuntimeState after,
        IEnumerable<TaskMessage> activities,
        IEnumerable<TaskMessage> timers,
        IEnumerable<TaskMessage> posts,
        DateTimeOffset now,
        Func<long> messageIds)
    {
        foreach (var execution in item.Executions.Append(after).Distinct())
            Stamp(item, execution, now);
        return new Turn(item, after, now)
        {
            Activities = [.. activities.Select(task => ToMessage(task, MessageKind.Activity))],
            Timers =
            [
                .. timers
                    .Where(task => task.OrchestrationInstance.ExecutionId == after.OrchestrationInstance!.ExecutionId)
                    .Select(task => ToMessage(task, MessageKind.Timer) with { DueAt = DueAt((TimerFiredEvent)task.Event) }),
            ],
            Posts = [.. posts.Select(task => ToMessage(task, MessageKind.Event))],
        };

        HubMessage ToMessage(TaskMessage task, MessageKind kind)
        {
            task.Event.Timestamp = now.UtcDateTime;
            var instance = task.OrchestrationInstance;
            return new HubMessage(messageIds(), instance.InstanceId, instance.ExecutionId, task.Event, kind);
        }
    }

    private static DateTimeOffset DueAt(TimerFiredEvent timer) => new(timer.FireAt, TimeSpan.Zero);

    /// <summary>
    /// The engine sets the timestamps of its own events to the machine's time, so they are corrected here.
    /// The turn's start is kept, because it is what the code saw as the current time.
    /// </summary>
    private static void Stamp(OrchestrationItem item, OrchestrationRuntimeState after, DateTimeOffset now)
    {
        var taken = item.Messages.Select(message => message.Event).ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var happened in after.NewEvents.Where(happened => happened is not OrchestratorStartedEvent && !taken.Contains(happened)))
            happened.Timestamp = now.UtcDateTime;
    }

    private static P.OrchestrationState StateOf(P.OrchestrationState before, OrchestrationRuntimeState after, DateTimeOffset now)
    {
        var status = (P.OrchestrationStatus)after.OrchestrationStatus;
        var state = new P.OrchestrationState
        {
            InstanceId = before.InstanceId,
            ExecutionId = after.OrchestrationInstance!.ExecutionId,
            Name = after.Name,
            Version = after.Version,
            OrchestrationStatus = status,
            ScheduledStartTimestamp = before.ScheduledStartTimestamp,
            CreatedTimestamp = before.CreatedTimestamp,
            LastUpdatedTimestamp = Timestamp.FromDateTimeOffset(now),
            CompletedTimestamp = status.IsFinished() ? Timestamp.FromDateTimeOffset(now) : null,
            Input = after.Input,
            Output = after.Output,
            CustomStatus = after.Status,
            FailureDetails = after.FailureDetails.ToProtobuf(),
            ParentInstanceId = before.ParentInstanceId,
        };
        state.Tags.AddAll(after.Tags);
        return state;
    }
}
