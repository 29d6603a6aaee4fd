namespace AccessReview.Emulator.ServiceBus;

/// <summary>A message in the data file. Its lock is not stored, because locks end with the process.</summary>
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
