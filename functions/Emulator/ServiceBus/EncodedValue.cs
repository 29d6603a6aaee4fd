namespace AccessReview.Emulator.ServiceBus;

/// <summary>A value as AMQP encodes it; only the endpoint that speaks the protocol reads it.</summary>
internal sealed record EncodedValue(byte[] Bytes);
