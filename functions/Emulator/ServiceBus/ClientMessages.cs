using Azure.Messaging.ServiceBus;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>Messages of this process's client types to those of the engine, and back.</summary>
internal static class ClientMessages
{
    public static BusEntity EntityOf(string path, SubQueue subQueue) => subQueue switch
    {
        SubQueue.None => BusEntity.Of(path),
        SubQueue.DeadLetter => BusEntity.Of(path).DeadLetters,
        SubQueue.TransferDeadLetter => throw new NotSupportedException("No queue here forwards, so there are no transfer dead letters."),
    };

    public static IncomingMessage Incoming(ServiceBusMessage message) => new(
        message.MessageId,
        new MessageEnvelope
        {
            Subject = message.Subject,
            ContentType = message.ContentType,
            CorrelationId = message.CorrelationId,
            To = message.To,
            ReplyTo = message.ReplyTo,
            ReplyToSessionId = message.ReplyToSessionId,
            SessionId = message.SessionId,
            PartitionKey = message.PartitionKey,
            TransactionPartitionKey = message.TransactionPartitionKey,
            TimeToLive = message.TimeToLive,
            ScheduledAt = message.ScheduledEnqueueTime,
            Properties = message.ApplicationProperties.ToDictionary(property => property.Key, property => PropertyValue.From(property.Value)),
        },
        message.Body?.ToArray() ?? []);

    public static ServiceBusReceivedMessage Received(LockedMessage locked)
    {
        var (message, lockToken, lockedUntil) = locked;
        var envelope = message.Envelope;
        return new()
        {
            SequenceNumber = message.Sequence,
            EnqueuedSequenceNumber = message.Sequence,
            State = (ServiceBusMessageState)message.State,
            EnqueuedTime = message.EnqueuedAt,
            DeliveryCount = message.DeliveryCount,
            MessageId = message.MessageId,
            Body = new BinaryData(message.Body),
            LockTokenGuid = lockToken,
            LockedUntil = lockedUntil,
            Subject = envelope.Subject,
            ContentType = envelope.ContentType,
            CorrelationId = envelope.CorrelationId,
            To = envelope.To,
            ReplyTo = envelope.ReplyTo,
            ReplyToSessionId = envelope.ReplyToSessionId,
            SessionId = envelope.SessionId,
            PartitionKey = envelope.PartitionKey,
            TransactionPartitionKey = envelope.TransactionPartitionKey,
            TimeToLive = envelope.TimeToLive,
            ScheduledEnqueueTime = envelope.ScheduledAt,
            ApplicationProperties = envelope.Properties.ToDictionary(property => property.Key, property => property.Value.ToObject()),
        };
    }
}
