using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Amqp.Types;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>Attaches senders and receivers to their queues, and refuses other links as the service does.</summary>
internal sealed class QueueLinks(ServiceBusEngine engine, BusEndpointOptions options, ILogger logger) : ILinkProcessor
{
    private const int SendCredit = 500;

    private static readonly Symbol SessionFilter = "com.microsoft:session-filter";

    /// <summary>Returns the link's address; empty: the link has another kind of target, such as a transaction.</summary>
    public static string AddressOf(Attach attach) =>
        ((attach.Role ? (attach.Source as Source)?.Address : (attach.Target as Target)?.Address) ?? string.Empty).Trim('/');

    public void Process(AttachContext attachContext)
    {
        var (link, attach) = (attachContext.Link, attachContext.Attach);
        var entity = BusEntity.Of(AddressOf(attach));
        if (RefusalOf(attach, entity) is { } refusal)
        {
            attachContext.Complete(refusal);
            return;
        }

        attach.MaxMessageSize = MessageSize.Max;
        if (attach.Role)
            attachContext.Complete(new QueueSource(entity, link, attach.SndSettleMode == SenderSettleMode.Settled, engine, logger), 0);
        else
            attachContext.Complete(new QueueSink(entity, engine, logger), SendCredit);
    }

    private Error? RefusalOf(Attach attach, BusEntity entity)
    {
        if (entity.Queue.Length == 0)
            return Refusal(ErrorCode.NotImplemented, "This namespace has queues, but no transactions.");
        if (!options.Knows(entity.Queue) || entity.Queue.Contains('$', StringComparison.Ordinal))
            return Refusal(ErrorCode.NotFound, $"The messaging entity '{entity.Path}' could not be found.");
        if (attach.Source is Source { FilterSet: { } filters } && filters.ContainsKey(SessionFilter))
            return Refusal(ErrorCode.NotAllowed, "The queue has no sessions, so a receiver of a session cannot be made.");
        return !attach.Role && entity.HoldsDeadLetters ? Refusal(ErrorCode.NotAllowed, "Nothing can be sent to dead letters.") : null;
    }

    private static Error Refusal(string condition, string description) => new(condition) { Description = description };
}
