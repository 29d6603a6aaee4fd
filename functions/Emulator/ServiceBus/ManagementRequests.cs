// A message that is created here holds nothing that must be disposed of.
#pragma warning disable CA2000

using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Amqp.Types;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>
/// A client's requests to a queue other than send and receive:
/// https://learn.microsoft.com/azure/service-bus-messaging/service-bus-amqp-request-response.
/// </summary>
internal sealed partial class ManagementRequests(BusEntity entity, ServiceBusEngine engine, ILogger logger) : IRequestProcessor
{
    private const uint ReceiveAndDelete = 0;

    public int Credit => 100;

    public void Process(RequestContext requestContext) => _ = AnswerAsync(requestContext);

    private async Task AnswerAsync(RequestContext context)
    {
        Message answer;
        try
        {
            var operation = context.Message.ApplicationProperties?["operation"] as string;
            answer = Answer(await DoAsync(operation, context.Message.Body as Map ?? []));
        }
#pragma warning disable CA1031 // Any failure is reported to the client, and the link stays open.
        catch (Exception error)
#pragma warning restore CA1031
        {
            if (error is not BusException and not AmqpException)
                Log.Failed(logger, entity.Path, error);
            answer = Refusal(error);
        }

        SessionWindow.Open(context.ResponseLink);
        context.Complete(answer);
    }

    /// <summary>Returns null if the response has no content.</summary>
    private async Task<Map?> DoAsync(string? operation, Map request)
    {
        switch (operation)
        {
            case "com.microsoft:renew-lock":
                return new Map { ["expirations"] = LockTokens(request).Select(token => engine.RenewLock(token).UtcDateTime).ToArray() };
            case "com.microsoft:schedule-message":
                return new Map { ["sequence-numbers"] = (await engine.SendAsync(entity.Queue, Scheduled(request))).ToArray() };
            case "com.microsoft:cancel-scheduled-message":
                await engine.CancelScheduledAsync(entity.Queue, Sequences(request));
                return [];
            case "com.microsoft:peek-message":
                return Messages(engine.Peek(entity, (long)request["from-sequence-number"], (int)request["message-count"])
                    .Select(message => new Map { ["message"] = AmqpMessages.Peeked(message) }));
            case "com.microsoft:receive-by-sequence-number":
                var deletes = request["receiver-settle-mode"] is ReceiveAndDelete;
                return Messages((await engine.ReceiveDeferredAsync(entity, Sequences(request), deletes)).Select(Deferred));
            case "com.microsoft:update-disposition":
                foreach (var token in LockTokens(request))
                    await Dispositions.ApplyAsync(engine, token, request);
                return [];
            default:
                throw new AmqpException(ErrorCode.NotImplemented, $"The request {operation} is not supported.");
        }
    }

    private static List<IncomingMessage> Scheduled(Map request)
    {
        var scheduled = ((List)request["messages"]).Cast<Map>().Select(entry => AmqpMessages.Incoming((byte[])entry["message"])).ToList();
        return scheduled.Sum(message => message.Body.Length) > MessageSize.Max
            ? throw new BusException(BusFault.TooLarge, $"The message exceeds the limit of {MessageSize.Max / 1024} KB.")
            : scheduled;
    }

    private static Map Deferred(LockedMessage locked)
    {
        var entry = new Map { ["message"] = AmqpMessages.Encode(AmqpMessages.Outgoing(locked)) };
        if (locked.LockToken != Guid.Empty)
            entry["lock-token"] = locked.LockToken;
        return entry;
    }

    private static Map? Messages(IEnumerable<Map> entries)
    {
        var list = new List();
        foreach (var entry in entries)
            list.Add(entry);
        return list.Count == 0 ? null : new Map { ["messages"] = list };
    }

    private static Guid[] LockTokens(Map request) => (Guid[])request["lock-tokens"];

    private static long[] Sequences(Map request) => (long[])request["sequence-numbers"];

    private static Message Answer(Map? body) => new()
    {
        ApplicationProperties = new ApplicationProperties { ["statusCode"] = body is null ? 204 : 200, ["statusDescription"] = body is null ? "No Content" : "OK" },
        BodySection = new AmqpValue { Value = body ?? [] },
    };

    private static Message Refusal(Exception error)
    {
        var reason = AmqpFaults.ErrorOf(error);
        return new Message
        {
            ApplicationProperties = new ApplicationProperties
            {
                ["statusCode"] = AmqpFaults.StatusOf(error),
                ["statusDescription"] = reason.Description ?? string.Empty,
                ["errorCondition"] = reason.Condition,
            },
            BodySection = new AmqpValue { Value = new Map() },
        };
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Queue}: a request could not be answered")]
        public static partial void Failed(ILogger logger, string queue, Exception error);
    }
}
