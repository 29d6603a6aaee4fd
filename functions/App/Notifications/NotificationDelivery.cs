using AccessReview.App.Tasks;
using AccessReview.Domain.Notifications;

namespace AccessReview.App.Notifications;

/// <summary>Delivers the notification that a queue message names, by the channel in its row.</summary>
public sealed class NotificationDelivery(NotificationStore store, TaskStore tasks, NotificationFallback fallback, IEnumerable<INotificationChannel> channels, TimeProvider clock)
{
    /// <summary>This build does not have the notification's channel. A newer build, which is being deployed, may have it.</summary>
    public const string UnknownChannel = "unknown_channel";

    private readonly Dictionary<ChannelKey, INotificationChannel> _channels = channels.ToDictionary(channel => channel.Key);

    /// <param name="message">The message from the queue.</param>
    public async Task<Delivery> DeliverAsync(NotificationMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var task = message.Key.Task is { } id ? tasks.LoadHistoryAsync(id, cancellationToken) : null;
        if (await store.FindAsync(message.Key, cancellationToken) is not { } notification)
            return new Delivery.Impossible("unknown_notification");
        if (task is not null && await HeldUntilAsync(notification, task) is { } until)
            return new Delivery.Wait(until);
        return FindChannel(notification) is { } channel
            ? await channel.DeliverAsync(notification, new DeliveryTurn(message.Waits > 0, task), cancellationToken)
            : new Delivery.Retry(UnknownChannel);
    }

    /// <summary>
    /// While a decision can be undone, only the decider's messages show it. Other notifications wait, because they would be
    /// skipped as out of date. Returns null if the notification does not wait.
    /// </summary>
    private async Task<DateTimeOffset?> HeldUntilAsync(StoredNotification notification, Task<TaskHistory?> task)
    {
        var now = clock.GetUtcNow();
        if (await task is not { Stored: { Task.Undo: { } undo } stored } || !stored.IsHeld(now))
            return null;
        var showsIt = notification.State == NotificationState.Accepted && notification.Notice?.To == undo.By;
        return showsIt || notification.State == NotificationState.Sending ? null : undo.Until;
    }

    /// <summary>Records that the notification failed permanently, and uses the recipient's next channel.</summary>
    public async Task GiveUpAsync(NotificationKey key, string reason, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(key, cancellationToken) is not { State.IsUnderWay: true } notification)
            return;
        // First: after a crash between the two, the notification is tried again.
        await fallback.FollowAsync(notification, reason, cancellationToken);
        await store.WriteAsync(notification.Become(NotificationState.Failed) with { Mail = null, Reason = reason }, cancellationToken);
    }

    /// <summary>The channel that sends the notification; null: this build does not have it.</summary>
    public INotificationChannel? FindChannel(StoredNotification notification)
    {
        ArgumentNullException.ThrowIfNull(notification);
        return _channels.GetValueOrDefault(notification.Channel);
    }
}
