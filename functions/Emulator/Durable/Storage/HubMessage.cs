using DurableTask.Core;
using DurableTask.Core.History;

namespace AccessReview.Emulator.Durable.Storage;

/// <summary>What a row of hub_messages waits for.</summary>
internal enum MessageKind
{
    /// <summary>Its instance's next turn.</summary>
    Event,

    /// <summary>Its time; then its instance's next turn.</summary>
    Timer,

    /// <summary>An activity; the turn that takes the activity's result takes the row.</summary>
    Activity,
}

/// <summary>
/// Something for an instance, stored until a turn that took it is committed. When an activity has run or a timer has fired,
/// nothing is written: the same row stands for the result, and after a crash the activity runs again.
/// </summary>
/// <param name="ExecutionId">The execution it is for, or null for whichever runs.</param>
internal sealed record HubMessage(long Id, string InstanceId, string? ExecutionId, HistoryEvent Event, MessageKind Kind = MessageKind.Event)
{
    /// <summary>When a timer is due.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>A termination that is for the sub-orchestrations too.</summary>
    public bool IsRecursive { get; init; }

    public TaskMessage ToTaskMessage() => new()
    {
        Event = Event,
        SequenceNumber = Id,
        OrchestrationInstance = new OrchestrationInstance { InstanceId = InstanceId, ExecutionId = ExecutionId },
    };
}
