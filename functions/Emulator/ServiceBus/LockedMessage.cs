namespace AccessReview.Emulator.ServiceBus;

/// <summary>A message in a receiver's hands.</summary>
/// <param name="Message">Its delivery is counted already.</param>
/// <param name="LockToken">Empty: it was deleted when it was handed out.</param>
/// <param name="LockedUntil">By the emulator's clock.</param>
internal sealed record LockedMessage(StoredMessage Message, Guid LockToken, DateTimeOffset LockedUntil);
