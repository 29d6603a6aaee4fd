namespace AccessReview.Emulator.ServiceBus;

/// <summary>An AMQP-encoded value, which only the AMQP endpoint reads.</summary>
internal sealed record EncodedValue(byte[] Bytes);
