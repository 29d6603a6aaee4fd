using Azure.Messaging.ServiceBus;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>A message as it lies in the file. Who holds its lock is not in it: locks die with the process.</summary>
internal sealed record StoredMessage(
    long Sequence,
    BusEntity Entity,
    ServiceBusMessageState State,
    DateTimeOffset EnqueuedAt,
    DateTimeOffset ExpiresAt,
    int DeliveryCount,
    string MessageId,
    MessageEnvelope Envelope,
    byte[] Body)
{
    public ServiceBusReceivedMessage ToReceived(MessageLock? heldBy) => new()
    {
        SequenceNumber = Sequence,
        EnqueuedSequenceNumber = Sequence,
        State = State,
        EnqueuedTime = EnqueuedAt,
        DeliveryCount = DeliveryCount,
        MessageId = MessageId,
        Body = new BinaryData(Body),
        LockTokenGuid = heldBy?.Token ?? Guid.Empty,
        LockedUntil = heldBy?.Until ?? default,
        Subject = Envelope.Subject,
        ContentType = Envelope.ContentType,
        CorrelationId = Envelope.CorrelationId,
        To = Envelope.To,
        ReplyTo = Envelope.ReplyTo,
        ReplyToSessionId = Envelope.ReplyToSessionId,
        SessionId = Envelope.SessionId,
        PartitionKey = Envelope.PartitionKey,
        TransactionPartitionKey = Envelope.TransactionPartitionKey,
        TimeToLive = Envelope.TimeToLive,
        ScheduledEnqueueTime = Envelope.ScheduledAt,
        ApplicationProperties = Envelope.Properties.ToDictionary(property => property.Key, property => property.Value.ToObject()),
    };
}
