namespace AccessReview.Emulator.ServiceBus;

/// <summary>A receiver's lock on one message.</summary>
internal sealed class MessageLock(StoredMessage message, DateTimeOffset until, DateTimeOffset renewedUntil)
{
    public Guid Token { get; } = Guid.NewGuid();

    public StoredMessage Message { get; } = message;

    public DateTimeOffset Until { get; set; } = until;

    /// <summary>Until when the lock is renewed automatically, because a function is running.</summary>
    public DateTimeOffset RenewedUntil { get; set; } = renewedUntil;

    public ITimer? Alarm { get; set; }
}
