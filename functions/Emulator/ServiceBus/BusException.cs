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

// A fault without its kind means nothing to a client, and nobody outside sees one.
#pragma warning disable CA1032, CA1064
internal sealed class BusException(BusFault fault, string message, Exception? cause = null) : Exception(message, cause)
#pragma warning restore CA1032, CA1064
{
    public BusFault Fault { get; } = fault;
}
