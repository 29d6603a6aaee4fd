namespace AccessReview.Emulator.ServiceBus;

/// <summary>A message as it lies in the file. Who holds its lock is not in it: locks die with the process.</summary>
internal sealed record StoredMessage(
    long Sequence,
    BusEntity Entity,
    MessageState State,
    DateTimeOffset EnqueuedAt,
    DateTimeOffset ExpiresAt,
    int DeliveryCount,
    string MessageId,
    MessageEnvelope Envelope,
    byte[] Body);
