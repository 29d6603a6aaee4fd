namespace AccessReview.Emulator.ServiceBus;

/// <summary>A message that a receiver has.</summary>
/// <param name="Message">Its delivery is already counted.</param>
/// <param name="LockToken">Empty: it was deleted when it was delivered.</param>
/// <param name="LockedUntil">By the emulator's clock.</param>
internal sealed record LockedMessage(StoredMessage Message, Guid LockToken, DateTimeOffset LockedUntil);
