using System.Diagnostics;
using AccessReview.App.Promises;
using AccessReview.App.Store;
using Azure;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Notifications;

/// <summary>
/// Sends the notifications of the queue. A failed one is scheduled again as a copy: an abandoned message is delivered again
/// at once, which would use up ten deliveries in seconds. One that can never succeed is dead-lettered with its reason.
/// </summary>
public sealed partial class SendNotification(NotificationDelivery delivery, NotificationQueue queue, LogLimit limit, TimeProvider clock, ILogger<SendNotification> logger)
{
    [Function(nameof(SendNotification))]
    public async Task RunAsync(
        [ServiceBusTrigger(NotificationMessage.Queue, Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken)
    {
        if (NotificationMessage.Read(message, out var fault) is not { } asked)
        {
            await DeadLetterAsync(message, actions, fault ?? "malformed", null, cancellationToken);
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
                if (limit.MayWrite(retry.Reason))
                    Log.Retried(logger, asked.Key.Id, asked.Attempt, retry.Reason);
                await queue.ScheduleAsync(asked with { Attempt = asked.Attempt + 1 }, clock.GetUtcNow() + (retry.NotBefore > pause ? retry.NotBefore.Value : pause), cancellationToken);
                break;
            case Delivery.Retry retry:
                await GiveUpAsync(message, actions, asked, retry.Reason, DeadLetters.TriedForLong, cancellationToken);
                return;
            case Delivery.Impossible impossible:
                await GiveUpAsync(message, actions, asked, impossible.Reason, null, cancellationToken);
                return;
            default:
                throw new UnreachableException($"{delivered.GetType().Name} has no case in RunAsync.");
        }

        await actions.CompleteMessageAsync(message, cancellationToken);
    }

    /// <summary>A failed dependency leads to a later retry, not to an immediate redelivery.</summary>
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
#pragma warning disable CA1031 // An unexpected error is retried like any other and then dead-lettered.
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.FailedUnexpectedly(logger, asked.Key.Id, failed);
            return new Delivery.Retry(Cause.Of(failed));
        }
    }

    private async Task GiveUpAsync(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, NotificationMessage asked, string reason, string? description, CancellationToken cancellationToken)
    {
        try
        {
            await delivery.GiveUpAsync(asked.Key, reason, cancellationToken);
        }
        catch (RequestFailedException failed)
        {
            // The store is down. The row still says pending, which is right again as soon as the message is replayed.
            Log.NotWritten(logger, asked.Key.Id, failed.Status);
        }

        await DeadLetterAsync(message, actions, reason, description, cancellationToken);
    }

    private async Task DeadLetterAsync(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, string reason, string? description, CancellationToken cancellationToken)
    {
        Log.DeadLettered(logger, message.MessageId, reason);
        await actions.DeadLetterMessageAsync(message, deadLetterReason: reason, deadLetterErrorDescription: description, cancellationToken: cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Notification {Notification} failed on attempt {Attempt} and will be retried: {Reason}")]
        public static partial void Retried(ILogger logger, string notification, int attempt, string reason);

        [LoggerMessage(LogLevel.Error, "Notification {Notification} failed with an unexpected error and will be retried")]
        public static partial void FailedUnexpectedly(ILogger logger, string notification, Exception failed);

        [LoggerMessage(LogLevel.Warning, "The final failure of notification {Notification} could not be recorded: the store answered {Status}")]
        public static partial void NotWritten(ILogger logger, string notification, int status);

        [LoggerMessage(LogLevel.Error, "Message {Message} was dead-lettered: {Reason}")]
        public static partial void DeadLettered(ILogger logger, string message, string reason);
    }
}
