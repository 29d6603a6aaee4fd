using Azure.Messaging.ServiceBus;

namespace AccessReview.App.Notifications;

/// <summary>
/// How long notifications wait for their turn. A message that comes back later is a new message to the queue, so that
/// its age says little: what counts is when its notification was asked for.
/// </summary>
public sealed class NotificationBacklog(ServiceBusClient client, NotificationStore store, TimeProvider clock)
{
    /// <summary>Whoever waits longer is told about too late: more is sent than the budget carries, or the mail service is out of order.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromHours(1);

    /// <summary>Peeked in the order in which they were put there, the first ones know the longest wait well enough.</summary>
    private const int Looked = 16;

    /// <summary>Since when the oldest of the queue's first notifications waits; zero where nothing does.</summary>
    public async Task<TimeSpan> LongestWaitAsync(CancellationToken cancellationToken)
    {
        await using var receiver = client.CreateReceiver(NotificationMessage.Queue);
        var (now, longest) = (clock.GetUtcNow(), TimeSpan.Zero);
        foreach (var message in await receiver.PeekMessagesAsync(Looked, cancellationToken: cancellationToken))
        {
            if (NotificationMessage.Read(message, out _) is not { } asked)
                continue;
            if (await store.FindAsync(asked.Key, cancellationToken) is { } waiting && now - waiting.RequestedAt > longest)
                longest = now - waiting.RequestedAt;
        }

        return longest;
    }
}
