using Azure.Messaging.ServiceBus;

namespace AccessReview.App.Notifications;

/// <summary>How many notifications are in the queue.</summary>
/// <param name="Waiting">They are sent as soon as they are received.</param>
/// <param name="Scheduled">They are sent later: retries, or mails that wait for the budget.</param>
/// <param name="IsMore">There are more than were counted.</param>
public sealed record QueueCount(int Waiting, int Scheduled, bool IsMore)
{
    public int Total => Waiting + Scheduled;
}

/// <summary>Counts the queue by peeking. To read the service's own count, the app would need the right to delete the queue.</summary>
public sealed class QueueLength(ServiceBusClient client)
{
    public const int MaxCounted = 1000;

    private const int AtOnce = 250;

    public async Task<QueueCount> CountAsync(CancellationToken cancellationToken)
    {
        await using var receiver = client.CreateReceiver(NotificationMessage.Queue);
        var count = new QueueCount(0, 0, false);
        // Each peek continues after the previous one.
        while (await receiver.PeekMessagesAsync(AtOnce, cancellationToken: cancellationToken) is { Count: > 0 } messages)
        {
            var scheduled = messages.Count(message => message.State == ServiceBusMessageState.Scheduled);
            count = new QueueCount(count.Waiting + messages.Count - scheduled, count.Scheduled + scheduled, count.Total + messages.Count >= MaxCounted);
            if (count.IsMore)
                break;
        }

        return count;
    }
}
