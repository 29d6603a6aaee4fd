using DurableTask.Core;
using DurableTask.Core.History;

namespace AccessReview.Emulator.Durable.Storage;

/// <summary>What a row of hub_messages waits for.</summary>
internal enum MessageKind
{
    /// <summary>The instance's next turn.</summary>
    Event,

    /// <summary>Its due time, and then the instance's next turn.</summary>
    Timer,

    /// <summary>The activity to run. The turn that takes the activity's result removes the row.</summary>
    Activity,
}

/// <summary>
/// A message for an instance, stored until a turn that took it is committed. Nothing is written when an activity has run or
/// a timer has fired: the same row is used for the result, and after a crash the activity runs again.
/// </summary>
/// <param name="ExecutionId">The execution that it is for; null: the current one.</param>
internal sealed record HubMessage(long Id, string InstanceId, string? ExecutionId, HistoryEvent Event, MessageKind Kind = MessageKind.Event)
{
    /// <summary>When a timer is due.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>A termination that also applies to sub-orchestrations.</summary>
    public bool IsRecursive { get; init; }

    public TaskMessage ToTaskMessage() => new()
    {
        Event = Event,
        SequenceNumber = Id,
        OrchestrationInstance = new OrchestrationInstance { InstanceId = InstanceId, ExecutionId = ExecutionId },
    };
}
