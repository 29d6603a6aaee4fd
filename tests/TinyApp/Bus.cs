using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace AccessReview.TinyApp;

/// <summary>Queue functions, each for one behaviour of the host. They send their observations to a queue of answers.</summary>
public sealed class Bus(IConfiguration settings) : IAsyncDisposable
{
    private readonly ServiceBusClient _client = new(settings["ServiceBus"]);

    [Function("BusEcho")]
    public Task EchoAsync([ServiceBusTrigger("echo", Connection = "ServiceBus")] ServiceBusReceivedMessage message, FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(context);
        return AnswerAsync(new ServiceBusMessage(message.Body)
        {
            CorrelationId = message.MessageId,
            ApplicationProperties =
            {
                ["count"] = message.DeliveryCount,
                ["lock"] = message.LockToken,
                ["until"] = message.LockedUntil,
                ["sequence"] = message.SequenceNumber,
                ["kind"] = message.ApplicationProperties["kind"],
                ["bound"] = context.BindingContext.BindingData["MessageId"],
            },
        });
    }

    [Function("BusText")]
    public Task TextAsync([ServiceBusTrigger("%Tiny:TextQueue%", Connection = "ServiceBus")] string message) => AnswerAsync(new ServiceBusMessage(message));

    [Function("BusFail")]
    public static void Fail([ServiceBusTrigger("fail", Connection = "ServiceBus")] ServiceBusReceivedMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        throw new InvalidOperationException($"Failed on purpose, delivery {message.DeliveryCount}.");
    }

    [Function("BusExit")]
    public async Task ExitAsync([ServiceBusTrigger("exit", Connection = "ServiceBus")] ServiceBusReceivedMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.DeliveryCount == 1)
            Environment.Exit(3);
        await AnswerAsync(new ServiceBusMessage("survived"));
    }

    /// <summary>Two run concurrently: each sends "started" and ends when it has received a message.</summary>
    [Function("BusSlow")]
    public async Task SlowAsync([ServiceBusTrigger("slow", Connection = "ServiceBus")] ServiceBusReceivedMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        await AnswerAsync(new ServiceBusMessage($"started {message.DeliveryCount}"));
        await using var words = _client.CreateReceiver("words", new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
        _ = await words.ReceiveMessageAsync(TimeSpan.FromSeconds(60)) ?? throw new TimeoutException("No word came.");
        await AnswerAsync(new ServiceBusMessage("ended"));
    }

    /// <summary>Settles its message as named in the body.</summary>
    [Function("BusSettle")]
    public async Task SettleAsync(
        [ServiceBusTrigger("settle", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(actions);
        var isFirst = message.DeliveryCount == 1;
        switch (message.Body.ToString())
        {
            case "abandon" when isFirst:
                await actions.AbandonMessageAsync(message, new Dictionary<string, object> { ["again"] = TimeSpan.FromDays(2) });
                break;
            case "dead-letter":
                await actions.DeadLetterMessageAsync(message, new Dictionary<string, object> { ["by"] = "function" }, "why", "because");
                break;
            case "defer":
                await actions.DeferMessageAsync(message, new Dictionary<string, object> { ["by"] = "function" });
                break;
            case "renew":
                await actions.RenewMessageLockAsync(message);
                await actions.CompleteMessageAsync(message);
                break;
            case "twice":
                await actions.CompleteMessageAsync(message);
                await AnswerAsync(new ServiceBusMessage(await FaultOfAsync(() => actions.CompleteMessageAsync(message))));
                return;
            case "nothing" when isFirst:
                break;
            default:
                await actions.CompleteMessageAsync(message);
                break;
        }

        await AnswerAsync(new ServiceBusMessage($"{message.DeliveryCount} {message.ApplicationProperties.GetValueOrDefault("again")}".TrimEnd()));
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private static async Task<string> FaultOfAsync(Func<Task> action)
    {
        try
        {
            await action();
            return "none";
        }
#pragma warning disable CA1031 // The test reads what it was.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return fault.Message;
        }
    }

    private async Task AnswerAsync(ServiceBusMessage answer)
    {
        await using var answers = _client.CreateSender("answers");
        await answers.SendMessageAsync(answer);
    }
}
