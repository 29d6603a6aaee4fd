using Amqp.Listener;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>Takes what one sender sends. It is accepted when it is on disk.</summary>
internal sealed partial class QueueSink(BusEntity entity, ServiceBusEngine engine, ILogger logger) : LinkEndpoint
{
    public override void OnMessage(MessageContext messageContext) => _ = TakeAsync(messageContext);

    public override void OnFlow(FlowContext flowContext)
    {
        // The sender tells how much it has; nothing depends on it.
    }

    public override void OnDisposition(DispositionContext dispositionContext)
    {
        // A sender has nothing to settle here.
    }

    private async Task TakeAsync(MessageContext context)
    {
        try
        {
            await engine.SendAsync(entity.Queue, AmqpMessages.Incoming(context.Message));
            context.Complete();
        }
#pragma warning disable CA1031 // Any failure is an answer to the sender, and the connection goes on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            if (error is not BusException)
                Log.NotTaken(logger, entity.Path, error);
            context.Complete(AmqpFaults.ErrorOf(error));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Queue}: a message that was sent could not be read or stored")]
        public static partial void NotTaken(ILogger logger, string queue, Exception error);
    }
}
