using Amqp.Framing;
using Amqp.Types;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>The broker's message annotations: https://learn.microsoft.com/azure/service-bus-messaging/service-bus-amqp-protocol-guide.</summary>
internal static class Annotations
{
    public static readonly Symbol ScheduledAt = "x-opt-scheduled-enqueue-time";
    public static readonly Symbol PartitionKey = "x-opt-partition-key";
    public static readonly Symbol TransactionPartitionKey = "x-opt-via-partition-key";

    private static readonly Symbol Sequence = "x-opt-sequence-number";
    private static readonly Symbol EnqueuedSequence = "x-opt-enqueue-sequence-number";
    private static readonly Symbol EnqueuedAt = "x-opt-enqueued-time";
    private static readonly Symbol LockedUntil = "x-opt-locked-until";
    private static readonly Symbol State = "x-opt-message-state";

    public static void Set(MessageAnnotations annotations, LockedMessage locked)
    {
        var message = locked.Message;
        annotations[Sequence] = message.Sequence;
        annotations[EnqueuedSequence] = message.Sequence;
        annotations[EnqueuedAt] = message.EnqueuedAt.UtcDateTime;
        annotations[State] = (int)message.State;
        if (locked.LockToken != Guid.Empty)
            annotations[LockedUntil] = locked.LockedUntil.UtcDateTime;
    }
}
