namespace AccessReview.Emulator.ServiceBus;

/// <summary>One receiver's hold on one message.</summary>
internal sealed class MessageLock(StoredMessage message, DateTimeOffset until, DateTimeOffset renewedUntil)
{
    public Guid Token { get; } = Guid.NewGuid();

    public StoredMessage Message { get; } = message;

    public DateTimeOffset Until { get; set; } = until;

    /// <summary>Until when an ending lock is renewed by itself, because a handler is at work.</summary>
    public DateTimeOffset RenewedUntil { get; set; } = renewedUntil;

    public ITimer? Alarm { get; set; }
}
