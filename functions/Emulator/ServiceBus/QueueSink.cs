using Amqp.Listener;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>Receives one sender's messages. A message is accepted after it is on disk.</summary>
internal sealed partial class QueueSink(BusEntity entity, ServiceBusEngine engine, ILogger logger) : LinkEndpoint
{
    public override void OnMessage(MessageContext messageContext) => _ = TakeAsync(messageContext);

    public override void OnFlow(FlowContext flowContext)
    {
        // The flow only says how many messages the sender has, which is not needed.
    }

    public override void OnDisposition(DispositionContext dispositionContext)
    {
        // A sender has nothing to settle.
    }

    private async Task TakeAsync(MessageContext context)
    {
        try
        {
            await engine.SendAsync(entity.Queue, AmqpMessages.Incoming(context.Message));
            context.Complete();
        }
#pragma warning disable CA1031 // Any failure is reported to the sender, and the connection stays open.
        catch (Exception error)
#pragma warning restore CA1031
        {
            if (error is not BusException)
                Log.NotAccepted(logger, entity.Path, error);
            context.Complete(AmqpFaults.ErrorOf(error));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Queue}: a sent message could not be read or stored")]
        public static partial void NotAccepted(ILogger logger, string queue, Exception error);
    }
}
