using Azure.Messaging.ServiceBus;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>What a message carries besides its body and what the broker itself looks at; stored as JSON.</summary>
internal sealed record MessageEnvelope
{
    public string? Subject { get; init; }

    public string? ContentType { get; init; }

    public string? CorrelationId { get; init; }

    public string? To { get; init; }

    public string? ReplyTo { get; init; }

    public string? ReplyToSessionId { get; init; }

    public string? SessionId { get; init; }

    public string? PartitionKey { get; init; }

    public string? TransactionPartitionKey { get; init; }

    public TimeSpan TimeToLive { get; init; } = TimeSpan.MaxValue;

    public DateTimeOffset ScheduledAt { get; init; }

    public IReadOnlyDictionary<string, PropertyValue> Properties { get; init; } = new Dictionary<string, PropertyValue>();

    public static MessageEnvelope Of(ServiceBusMessage message) => new()
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
    };

    public MessageEnvelope With(IEnumerable<KeyValuePair<string, object>> changes)
    {
        var properties = new Dictionary<string, PropertyValue>(Properties);
        foreach (var (name, value) in changes)
            properties[name] = PropertyValue.From(value);
        return this with { Properties = properties };
    }

    public MessageEnvelope WithDeadLetterReason(string? reason, string? description)
    {
        var changes = new Dictionary<string, object>();
        if (reason is not null)
            changes[ServiceBusReceivedMessage.DeadLetterReasonProperty] = reason;
        if (description is not null)
            changes[ServiceBusReceivedMessage.DeadLetterErrorDescriptionProperty] = description;
        return With(changes);
    }
}
