using Azure.Messaging.ServiceBus;

namespace AccessReview.App.Notifications;

/// <summary>How many notifications are in the queue.</summary>
/// <param name="Waiting">They go as soon as somebody takes them.</param>
/// <param name="Scheduled">They have an hour of their own: tried again later, or waiting for their turn in the budget.</param>
/// <param name="IsMore">There are more than were counted.</param>
public sealed record QueueCount(int Waiting, int Scheduled, bool IsMore)
{
    public int Total => Waiting + Scheduled;
}

/// <summary>Counts the queue by peeking: to ask the service for its own count, one must be allowed to delete the queue.</summary>
public sealed class QueueLength(ServiceBusClient client)
{
    public const int CountedAtMost = 1000;

    private const int AtOnce = 250;

    public async Task<QueueCount> CountAsync(CancellationToken cancellationToken)
    {
        await using var receiver = client.CreateReceiver(NotificationMessage.Queue);
        var count = new QueueCount(0, 0, false);
        // Each peek goes on behind the one before.
        while (await receiver.PeekMessagesAsync(AtOnce, cancellationToken: cancellationToken) is { Count: > 0 } messages)
        {
            var scheduled = messages.Count(message => message.State == ServiceBusMessageState.Scheduled);
            count = new QueueCount(count.Waiting + messages.Count - scheduled, count.Scheduled + scheduled, count.Total + messages.Count >= CountedAtMost);
            if (count.IsMore)
                break;
        }

        return count;
    }
}
