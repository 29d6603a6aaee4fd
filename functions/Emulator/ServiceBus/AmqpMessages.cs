// A message that is created here holds nothing that must be disposed of.
#pragma warning disable CA2000

using Amqp;
using Amqp.Framing;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>Converts AMQP messages to the engine's messages, which keep the encoded bytes, and back with the broker's annotations.</summary>
internal static class AmqpMessages
{
    /// <summary>A transfer of this format contains many messages, each encoded in its own data section.</summary>
    private const uint BatchFormat = 0x80013700;

    /// <exception cref="BusException">The messages are larger than the service allows.</exception>
    public static IReadOnlyList<IncomingMessage> Incoming(Message message)
    {
        List<IncomingMessage> incoming = message.Format == BatchFormat
            ? [.. Sections(message).Select(section => Incoming(Decode(section), section))]
            : [Incoming(message, Encode(message))];
        return incoming.Sum(one => one.Body.Length) > MessageSize.Max
            ? throw new BusException(BusFault.TooLarge, $"The message exceeds the limit of {MessageSize.Max / 1024} KB.")
            : incoming;
    }

    /// <param name="encoded">A whole message.</param>
    public static IncomingMessage Incoming(byte[] encoded) => Incoming(Decode(encoded), encoded);

    /// <summary>The message for a receiver. According to the protocol, its count excludes this delivery.</summary>
    public static OutgoingMessage Outgoing(LockedMessage locked) => Outgoing(locked, locked.Message.DeliveryCount - 1);

    /// <summary>The message for a client that peeks.</summary>
    public static byte[] Peeked(StoredMessage message) => Encode(Outgoing(new LockedMessage(message, Guid.Empty, default), message.DeliveryCount));

    /// <summary>The message as a client passes it on after receiving it.</summary>
    public static byte[] Received(LockedMessage locked) => Encode(Outgoing(locked, locked.Message.DeliveryCount));

    public static byte[] Encode(Message message)
    {
        var buffer = message.Encode();
        return buffer.Buffer.AsSpan(buffer.Offset, buffer.Length).ToArray();
    }

    private static Message Decode(byte[] encoded) => Message.Decode(new ByteBuffer(encoded, 0, encoded.Length, encoded.Length));

    private static IncomingMessage Incoming(Message message, byte[] encoded) => new(
        message.Properties?.GetMessageId()?.ToString(),
        new MessageEnvelope
        {
            IsAmqp = true,
            TimeToLive = LifetimeOf(message),
            ScheduledAt = message.MessageAnnotations?[Annotations.ScheduledAt] is DateTime at ? new DateTimeOffset(at.ToUniversalTime()) : default,
        },
        encoded);

    /// <summary>The header is limited to 49 days; a longer lifetime is the difference of two properties.</summary>
    private static TimeSpan LifetimeOf(Message message)
    {
        if (message.Properties is { } properties && properties.AbsoluteExpiryTime > properties.CreationTime && properties.CreationTime != default)
            return properties.AbsoluteExpiryTime - properties.CreationTime;
        return message.Header is { Ttl: > 0 } header ? TimeSpan.FromMilliseconds(header.Ttl) : TimeSpan.MaxValue;
    }

    /// <summary>The bytes of a data body.</summary>
    public static byte[] Content(Message message) => [.. Sections(message).SelectMany(section => section)];

    private static IEnumerable<byte[]> Sections(Message batch) => batch.BodySection is DataList list
        ? Enumerable.Range(0, list.Count).Select(index => BytesOf(list[index]))
        : [BytesOf((Data)batch.BodySection)];

    private static byte[] BytesOf(Data data) => data.Binary ?? data.Buffer.Buffer.AsSpan(data.Buffer.Offset, data.Buffer.Length).ToArray();

    private static OutgoingMessage Outgoing(LockedMessage locked, int deliveryCount)
    {
        var message = locked.Message;
        var stored = message.Envelope.IsAmqp ? Decode(message.Body) : EarlierMessages.Convert(message);
        var outgoing = new OutgoingMessage(locked.LockToken)
        {
            Header = stored.Header ?? new Header(),
            MessageAnnotations = stored.MessageAnnotations ?? new MessageAnnotations(),
            Properties = stored.Properties,
            ApplicationProperties = stored.ApplicationProperties,
            BodySection = stored.BodySection,
            Footer = stored.Footer,
        };
        outgoing.Header.DeliveryCount = (uint)Math.Max(deliveryCount, 0);
        Annotations.Set(outgoing.MessageAnnotations, locked);
        if (message.Envelope.Properties.Count > 0)
        {
            outgoing.ApplicationProperties ??= new ApplicationProperties();
            foreach (var (name, value) in message.Envelope.Properties)
                outgoing.ApplicationProperties[name] = AmqpValues.Of(value.ToObject());
        }

        return outgoing;
    }
}
