using AccessReview.Emulator.Storage;
using Azure.Messaging.ServiceBus;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>Takes one sent message into the file, or drops it as a duplicate without a word, as the service does.</summary>
internal sealed class MessageIntake(string queue, ServiceBusMessage message, ServiceBusEngineOptions options)
{
    private readonly MessageEnvelope _envelope = MessageEnvelope.Of(message);
    private readonly byte[] _body = message.Body?.ToArray() ?? [];

    /// <summary>Null in its second part: a duplicate. The number of a dropped one is good for nothing, as in the service.</summary>
    public (long Sequence, StoredMessage? Taken) Take(EmulatorConnection connection, DateTimeOffset now)
    {
        var sequence = MessageStore.NextSequence(connection);
        if (message.MessageId is { } id && !MessageStore.IsNew(connection, queue, id, now, options.DuplicateDetectionWindow))
            return (sequence, null);

        var isScheduled = _envelope.ScheduledAt > now;
        var enqueuedAt = isScheduled ? _envelope.ScheduledAt : now;
        var taken = new StoredMessage(
            sequence,
            BusEntity.Of(queue),
            isScheduled ? ServiceBusMessageState.Scheduled : ServiceBusMessageState.Active,
            enqueuedAt,
            _envelope.TimeToLive >= DateTimeOffset.MaxValue - enqueuedAt ? DateTimeOffset.MaxValue : enqueuedAt + _envelope.TimeToLive,
            DeliveryCount: 0,
            message.MessageId ?? Guid.NewGuid().ToString("N"),
            _envelope,
            _body);
        MessageStore.Insert(connection, taken);
        return (sequence, taken);
    }
}
