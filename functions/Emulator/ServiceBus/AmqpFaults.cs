using Amqp;
using Amqp.Framing;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>Maps a fault to the AMQP condition from which the client creates its exception.</summary>
internal static class AmqpFaults
{
    public static Error ErrorOf(Exception error) => error switch
    {
        BusException bus => new Error(ConditionOf(bus.Fault)) { Description = bus.Message },
        AmqpException amqp => amqp.Error,
        _ => new Error(ErrorCode.InternalError) { Description = error.Message },
    };

    /// <summary>The status code of a response to a request, as in HTTP.</summary>
    public static int StatusOf(Exception error) => error switch
    {
        BusException { Fault: BusFault.Busy or BusFault.Closed } => 503,
        BusException { Fault: BusFault.LockLost } => 410,
        BusException { Fault: BusFault.MessageNotFound } => 404,
        BusException { Fault: BusFault.TooLarge } => 413,
        AmqpException => 501,
        _ => 500,
    };

    private static string ConditionOf(BusFault fault) => fault switch
    {
        BusFault.Busy => "com.microsoft:server-busy",
        BusFault.Closed => ErrorCode.ConnectionForced,
        BusFault.LockLost => "com.microsoft:message-lock-lost",
        BusFault.MessageNotFound => "com.microsoft:message-not-found",
        BusFault.TooLarge => ErrorCode.MessageSizeExceeded,
    };
}
