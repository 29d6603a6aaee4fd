namespace AccessReview.Emulator.ServiceBus;

/// <summary>What the engine refuses, whatever the protocol is that tells the client.</summary>
internal enum BusFault
{
    /// <summary>Nothing can be stored now; it is worth trying again.</summary>
    Busy,
    Closed,
    LockLost,
    MessageNotFound,
    TooLarge,
}

#pragma warning disable CA1032 // A fault without its kind means nothing to a client.
internal sealed class BusException(BusFault fault, string message, Exception? cause = null) : Exception(message, cause)
#pragma warning restore CA1032
{
    public BusFault Fault { get; } = fault;
}
