using Amqp;
using Amqp.Framing;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>Messages that an earlier version of the emulator stored without AMQP: their application properties are merged with changed ones.</summary>
internal static class EarlierMessages
{
    public static Message Convert(StoredMessage message)
    {
        var envelope = message.Envelope;
        var converted = new Message
        {
            Header = new Header(),
            MessageAnnotations = new MessageAnnotations(),
            Properties = new Properties
            {
                MessageId = message.MessageId,
                Subject = envelope.Subject,
                ContentType = envelope.ContentType,
                CorrelationId = envelope.CorrelationId,
                To = envelope.To,
                ReplyTo = envelope.ReplyTo,
                ReplyToGroupId = envelope.ReplyToSessionId,
                GroupId = envelope.SessionId,
            },
            BodySection = new Data { Binary = message.Body },
        };
        if (envelope.TimeToLive.TotalMilliseconds < uint.MaxValue)
            converted.Header.Ttl = (uint)envelope.TimeToLive.TotalMilliseconds;
        if (envelope.PartitionKey is { } key)
            converted.MessageAnnotations[Annotations.PartitionKey] = key;
        if (envelope.TransactionPartitionKey is { } transactionKey)
            converted.MessageAnnotations[Annotations.TransactionPartitionKey] = transactionKey;
        if (envelope.ScheduledAt != default)
            converted.MessageAnnotations[Annotations.ScheduledAt] = envelope.ScheduledAt.UtcDateTime;
        return converted;
    }
}
