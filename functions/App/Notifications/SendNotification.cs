using System.Diagnostics;
using AccessReview.App.Store;
using Azure;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Notifications;

/// <summary>
/// Sends what the queue asks for. What failed comes back as a scheduled copy: a message that is given back is delivered
/// again at once, and ten deliveries are used up in seconds. What can never work goes to the dead letters with its reason.
/// </summary>
public sealed partial class SendNotification(NotificationDelivery delivery, NotificationQueue queue, TimeProvider clock, ILogger<SendNotification> logger)
{
    [Function(nameof(SendNotification))]
    public async Task RunAsync(
        [ServiceBusTrigger(NotificationMessage.Queue, Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken)
    {
        if (NotificationMessage.Read(message, out var fault) is not { } asked)
        {
            await DeadLetterAsync(message, actions, fault ?? "malformed", cancellationToken);
            return;
        }

        var delivered = await TryAsync(asked, cancellationToken);
        switch (delivered)
        {
            case Delivery.Done:
                break;
            case Delivery.Wait wait:
                await queue.ScheduleAsync(asked with { Waits = asked.Waits + 1 }, wait.Until, cancellationToken);
                break;
            case Delivery.Retry retry when RetryPlan.PauseAfter(asked.Key, asked.Attempt) is { } pause:
                Log.Retried(logger, asked.Key.Id, asked.Attempt, retry.Reason);
                await queue.ScheduleAsync(asked with { Attempt = asked.Attempt + 1 }, clock.GetUtcNow() + (retry.NotBefore > pause ? retry.NotBefore.Value : pause), cancellationToken);
                break;
            case Delivery.Retry retry:
                await GiveUpAsync(message, actions, asked, retry.Reason, cancellationToken);
                return;
            case Delivery.Impossible impossible:
                await GiveUpAsync(message, actions, asked, impossible.Reason, cancellationToken);
                return;
            default:
                throw new UnreachableException($"{delivered.GetType().Name} has no case in RunAsync.");
        }

        await actions.CompleteMessageAsync(message, cancellationToken);
    }

    /// <summary>A store or mail service that is out of order is a reason to come back later, not to be delivered again at once.</summary>
    private async Task<Delivery> TryAsync(NotificationMessage asked, CancellationToken cancellationToken)
    {
        try
        {
            return await delivery.DeliverAsync(asked, cancellationToken);
        }
        catch (RequestFailedException failure)
        {
            return new Delivery.Retry($"dependency_{failure.Status}");
        }
        catch (NewerRowException)
        {
            return new Delivery.Retry("newer_version");
        }
    }

    private async Task GiveUpAsync(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, NotificationMessage asked, string reason, CancellationToken cancellationToken)
    {
        await delivery.GiveUpAsync(asked.Key, reason, cancellationToken);
        await DeadLetterAsync(message, actions, reason, cancellationToken);
    }

    private async Task DeadLetterAsync(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, string reason, CancellationToken cancellationToken)
    {
        Log.DeadLettered(logger, message.MessageId, reason);
        await actions.DeadLetterMessageAsync(message, deadLetterReason: reason, cancellationToken: cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Notification {Notification} failed, attempt {Attempt}: {Reason}; it is tried again")]
        public static partial void Retried(ILogger logger, string notification, int attempt, string reason);

        [LoggerMessage(LogLevel.Error, "Message {Message} goes to the dead letters: {Reason}")]
        public static partial void DeadLettered(ILogger logger, string message, string reason);
    }
}
