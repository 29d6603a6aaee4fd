using AccessReview.App.Store;
using AccessReview.Domain.Notifications;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Notifications;

/// <summary>
/// Batches a user's notifications of a short time, of every kind. The first one opens a window. It is sent immediately,
/// unless its topic waits for others. Those that follow in the window are sent together at its end, by each channel.
/// Each notification keeps its own row and its own message, in case the batch was already sent without it.
/// </summary>
public sealed class NotificationBatch(Recipients recipients, PendingItems pending, NotificationStore store, NotificationQueue queue, IOptions<NotificationsOptions> options, TimeProvider clock)
{
    private TimeSpan Span => options.Value.GatherFor;

    /// <summary>Returns the window whose batch includes the notification; null: it is sent immediately.</summary>
    /// <param name="notice">The notification. All its channels share the answer.</param>
    /// <param name="window">The recipient's last window, as far as known; null: none.</param>
    /// <param name="isOfCampaign">A campaign opened the task.</param>
    public async Task<BatchWindow?> JoinAsync(Notice notice, BatchWindow? window, bool isOfCampaign, CancellationToken cancellationToken)
    {
        if (Span == TimeSpan.Zero)
            return null;
        var (id, waits) = (NotificationKey.Of(notice).Id, NotificationTopics.FirstWaits(notice.Kind, isOfCampaign));
        return await Contention.RetryAsync(
            async tries =>
            {
                if (tries > 0)
                    (_, window) = await recipients.ReadAsync(notice.To, cancellationToken);
                var now = clock.GetUtcNow();
                if (window is not null && window.StartedAt + Span > now)
                    return Contention.Done(window.First == id ? null : window);
                var opened = new BatchWindow(now, waits ? "" : id, window?.ETag);
                return await recipients.TryBeginAsync(notice.To, opened, cancellationToken)
                    ? Contention.Done(waits ? opened : null)
                    : Contention.Overtaken<BatchWindow?>();
            },
            () => null,
            cancellationToken);
    }

    /// <summary>Adds the notification to its window's batch. Calls can be repeated.</summary>
    public async Task EnqueueAsync(StoredNotification notification, Notice notice, NotificationKey batch, CancellationToken cancellationToken)
    {
        await pending.AddAsync(PendingItems.For(batch), notice, notification.Key, notification.RequestedAt, cancellationToken);
        var stored = await store.AddAsync(
            new StoredNotification(batch, NotificationState.Pending)
            {
                Channel = notification.Channel,
                Summary = new Summary(SummaryKind.Gathered, notice.To),
                RequestedAt = notification.RequestedAt,
            },
            cancellationToken);
        // It was requested within the window. One window length later the window has ended, and nobody has waited longer than that.
        if (stored.State.IsUnderWay)
            await queue.ScheduleAsync(new NotificationMessage(batch, 0, 0), stored.RequestedAt + Span, cancellationToken);
        await queue.ScheduleAsync(new NotificationMessage(notification.Key, 0, 0), notification.RequestedAt + (2 * Span), cancellationToken);
    }

    /// <summary>Returns until when a batched notification waits for its batch; null: no batch is pending.</summary>
    public async Task<DateTimeOffset?> WaitForBatchAsync(StoredNotification notification, CancellationToken cancellationToken) =>
        notification.Batch is { } batch && await store.FindAsync(batch, cancellationToken) is { State.IsUnderWay: true }
            ? clock.GetUtcNow() + Span
            : null;
}
