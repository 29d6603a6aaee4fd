namespace AccessReview.Emulator.ServiceBus;

/// <summary>A message as a sender gave it.</summary>
/// <param name="MessageId">By it a repetition is recognized; null: it is never one.</param>
/// <param name="Envelope">Its lifetime and its hour are in it.</param>
/// <param name="Body">The encoded AMQP message, or the body alone, as the envelope says.</param>
internal sealed record IncomingMessage(string? MessageId, MessageEnvelope Envelope, byte[] Body);
