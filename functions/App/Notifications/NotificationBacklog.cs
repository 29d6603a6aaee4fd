using Azure.Messaging.ServiceBus;

namespace AccessReview.App.Notifications;

/// <summary>
/// How long notifications wait for their turn. A retried message is a new message to the queue, so the message's age
/// says little. The time is measured from the creation of the notification.
/// </summary>
public sealed class NotificationBacklog(ServiceBusClient client, NotificationStore store, TimeProvider clock)
{
    /// <summary>Longer waits are too late: more mails are sent than the budget allows, or the mail service is down.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromHours(1);

    /// <summary>Messages are peeked in queue order, so the first ones are enough to find the longest wait.</summary>
    private const int MaxChecked = 16;

    /// <summary>How long the oldest of the queue's first notifications has waited; zero: none waits.</summary>
    public async Task<TimeSpan> LongestWaitAsync(CancellationToken cancellationToken)
    {
        await using var receiver = client.CreateReceiver(NotificationMessage.Queue);
        var (now, longest) = (clock.GetUtcNow(), TimeSpan.Zero);
        foreach (var message in await receiver.PeekMessagesAsync(MaxChecked, cancellationToken: cancellationToken))
        {
            if (NotificationMessage.Read(message, out _) is not { } request)
                continue;
            if (await store.FindAsync(request.Key, cancellationToken) is { } waiting && now - waiting.RequestedAt > longest)
                longest = now - waiting.RequestedAt;
        }

        return longest;
    }
}
