namespace AccessReview.Emulator.ServiceBus;

/// <summary>Why the engine refuses, independent of the protocol.</summary>
internal enum BusFault
{
    /// <summary>Nothing can be stored now; a retry can succeed.</summary>
    Busy,
    Closed,
    LockLost,
    MessageNotFound,
    TooLarge,
}

// Only one constructor: a fault without its kind is useless to a client. The exception is internal.
#pragma warning disable CA1032, CA1064
internal sealed class BusException(BusFault fault, string message, Exception? cause = null) : Exception(message, cause)
#pragma warning restore CA1032, CA1064
{
    public BusFault Fault { get; } = fault;
}
