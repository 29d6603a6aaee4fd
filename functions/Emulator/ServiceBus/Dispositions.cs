using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>Applies a receiver's disposition of a message, given as the outcome of a delivery or as a request.</summary>
internal static class Dispositions
{
    private static readonly Symbol Reason = MessageEnvelope.DeadLetterReason;
    private static readonly Symbol Description = MessageEnvelope.DeadLetterErrorDescription;

    /// <exception cref="BusException">The lock is lost.</exception>
    public static Task ApplyAsync(ServiceBusEngine engine, Guid lockToken, DeliveryState state) => state switch
    {
        Accepted => engine.CompleteAsync(lockToken),
        Modified { UndeliverableHere: true } modified => engine.DeferAsync(lockToken, AmqpValues.Changes(modified.MessageAnnotations)),
        Modified modified => engine.AbandonAsync(lockToken, AmqpValues.Changes(modified.MessageAnnotations)),
        Released => engine.ReleaseAsync(lockToken),
        Rejected rejected => DeadLetterAsync(engine, lockToken, rejected.Error?.Info ?? []),
        _ => throw new AmqpException(ErrorCode.NotImplemented, $"The outcome {state.Descriptor.Name} is not supported."),
    };

    /// <param name="engine">Holds the lock.</param>
    /// <param name="lockToken">The message's lock token.</param>
    /// <param name="request">Contains the disposition and its details.</param>
    /// <exception cref="BusException">The lock is lost.</exception>
    public static Task ApplyAsync(ServiceBusEngine engine, Guid lockToken, Map request)
    {
        var changes = AmqpValues.Changes(request["properties-to-modify"] as Map);
        return request["disposition-status"] switch
        {
            "completed" => engine.CompleteAsync(lockToken),
            "abandoned" => engine.AbandonAsync(lockToken, changes),
            "defered" => engine.DeferAsync(lockToken, changes),
            "suspended" => engine.DeadLetterAsync(lockToken, request["deadletter-reason"] as string, request["deadletter-description"] as string, changes),
            var other => throw new AmqpException(ErrorCode.NotImplemented, $"The disposition {other} is not supported."),
        };
    }

    private static Task DeadLetterAsync(ServiceBusEngine engine, Guid lockToken, Map info)
    {
        var (reason, description) = (info[Reason] as string, info[Description] as string);
        info.Remove(Reason);
        info.Remove(Description);
        return engine.DeadLetterAsync(lockToken, reason, description, AmqpValues.Changes(info));
    }
}
