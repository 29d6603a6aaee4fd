namespace AccessReview.Emulator.ServiceBus;

/// <summary>A message's data besides its body and the values that the broker uses; stored as JSON.</summary>
internal sealed record MessageEnvelope
{
    /// <summary>The application properties in which the service says why a message was dead-lettered.</summary>
    public const string DeadLetterReason = nameof(DeadLetterReason);

    public const string DeadLetterErrorDescription = nameof(DeadLetterErrorDescription);

    /// <summary>
    /// True: the body is the whole encoded AMQP message, and only the lifetime, the scheduled time and changed application properties are set here.
    /// False: an earlier version of the emulator stored it.
    /// </summary>
    public bool IsAmqp { get; init; }

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

    public MessageEnvelope With(IEnumerable<KeyValuePair<string, object?>> changes)
    {
        var properties = new Dictionary<string, PropertyValue>(Properties);
        foreach (var (name, value) in changes)
            properties[name] = PropertyValue.From(value);
        return this with { Properties = properties };
    }

    public MessageEnvelope WithDeadLetterReason(string? reason, string? description)
    {
        var changes = new Dictionary<string, object?>();
        if (reason is not null)
            changes[DeadLetterReason] = reason;
        if (description is not null)
            changes[DeadLetterErrorDescription] = description;
        return With(changes);
    }
}
