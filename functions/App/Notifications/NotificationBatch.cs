using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Notifications;

/// <summary>
/// Batches a user's new tasks of a short time into one mail. The first is sent immediately and opens a window. Those that
/// follow in the window are sent together at its end. Each notification keeps its own row and its own message, in case the
/// batch mail was already sent without it.
/// </summary>
public sealed class NotificationBatch(Recipients recipients, PendingItems pending, NotificationStore store, NotificationQueue queue, IOptions<NotificationsOptions> options, TimeProvider clock)
{
    private TimeSpan Span => options.Value.GatherFor;

    /// <summary>Returns the batch mail that carries the notification; null: it is sent immediately.</summary>
    /// <param name="key">The notification.</param>
    /// <param name="to">The recipient.</param>
    /// <param name="window">The recipient's last window, as far as known; null: none.</param>
    public async Task<NotificationKey?> AddAsync(NotificationKey key, UserId to, BatchWindow? window, CancellationToken cancellationToken)
    {
        if (Span == TimeSpan.Zero)
            return null;
        return await Contention.RetryAsync(
            async tries =>
            {
                if (tries > 0)
                    (_, window) = await recipients.ReadAsync(to, cancellationToken);
                var now = clock.GetUtcNow();
                if (window is not null && window.StartedAt + Span > now)
                    return Contention.Done<NotificationKey?>(window.First == key.Id ? null : NotificationKey.OfBatch(to, window.StartedAt));
                return await recipients.TryBeginAsync(to, new BatchWindow(now, key.Id, window?.ETag), cancellationToken)
                    ? Contention.Done<NotificationKey?>(null)
                    : Contention.Overtaken<NotificationKey?>();
            },
            () => null,
            cancellationToken);
    }

    /// <summary>Adds the notification to its window's batch mail. Calls can be repeated.</summary>
    public async Task EnqueueAsync(StoredNotification notification, Notice notice, NotificationKey batchMail, CancellationToken cancellationToken)
    {
        await pending.AddAsync(PendingItems.For(batchMail), notice, notification.Key, notification.RequestedAt, cancellationToken);
        var mail = await store.AddAsync(
            new StoredNotification(batchMail, NotificationState.Pending) { Summary = new Summary(SummaryKind.Gathered, notice.To), RequestedAt = notification.RequestedAt },
            cancellationToken);
        // It was requested within the window. One window length later the window has ended, and nobody has waited longer than that.
        if (mail.State.IsUnderWay)
            await queue.ScheduleAsync(new NotificationMessage(batchMail, 0, 0), mail.RequestedAt + Span, cancellationToken);
        await queue.ScheduleAsync(new NotificationMessage(notification.Key, 0, 0), notification.RequestedAt + (2 * Span), cancellationToken);
    }

    /// <summary>Returns until when a batched notification waits for its batch mail; null: no batch mail is pending.</summary>
    public async Task<DateTimeOffset?> WaitForBatchMailAsync(StoredNotification notification, CancellationToken cancellationToken) =>
        notification.Batch is { } batchMail && await store.FindAsync(batchMail, cancellationToken) is { State.IsUnderWay: true }
            ? clock.GetUtcNow() + Span
            : null;
}
