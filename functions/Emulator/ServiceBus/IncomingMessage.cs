namespace AccessReview.Emulator.ServiceBus;

/// <summary>A message from a sender.</summary>
/// <param name="MessageId">Used to detect duplicates; null: it is never a duplicate.</param>
/// <param name="Envelope">Contains its lifetime and its scheduled time.</param>
/// <param name="Body">The encoded AMQP message, or only the body, as the envelope says.</param>
internal sealed record IncomingMessage(string? MessageId, MessageEnvelope Envelope, byte[] Body);
