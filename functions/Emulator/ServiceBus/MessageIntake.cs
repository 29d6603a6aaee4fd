using AccessReview.Emulator.Storage;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>Stores one sent message, or silently drops it as a duplicate, as the service does.</summary>
internal sealed class MessageIntake(string queue, IncomingMessage message, ServiceBusEngineOptions options)
{
    /// <summary>The second part is null for a duplicate. Its sequence number is not used, as in the service.</summary>
    public (long Sequence, StoredMessage? Taken) Take(EmulatorConnection connection, DateTimeOffset now)
    {
        var sequence = MessageStore.NextSequence(connection);
        if (message.MessageId is { } id && !MessageStore.IsNew(connection, queue, id, now, options.DuplicateDetectionWindow))
            return (sequence, null);

        var envelope = message.Envelope;
        var isScheduled = envelope.ScheduledAt > now;
        var enqueuedAt = isScheduled ? envelope.ScheduledAt : now;
        var taken = new StoredMessage(
            sequence,
            BusEntity.Of(queue),
            isScheduled ? MessageState.Scheduled : MessageState.Active,
            enqueuedAt,
            envelope.TimeToLive >= DateTimeOffset.MaxValue - enqueuedAt ? DateTimeOffset.MaxValue : enqueuedAt + envelope.TimeToLive,
            DeliveryCount: 0,
            message.MessageId ?? Guid.NewGuid().ToString("N"),
            envelope,
            message.Body);
        MessageStore.Insert(connection, taken);
        return (sequence, taken);
    }
}
