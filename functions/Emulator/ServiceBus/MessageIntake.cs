using AccessReview.Emulator.Storage;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>Takes one sent message into the file, or drops it as a duplicate without a word, as the service does.</summary>
internal sealed class MessageIntake(string queue, IncomingMessage message, ServiceBusEngineOptions options)
{
    /// <summary>Null in its second part: a duplicate. The number of a dropped one is good for nothing, as in the service.</summary>
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
