using AccessReview.Domain.Directory;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Notifications;

/// <summary>
/// Gathers what one person is given within a short time into one mail. The first is told at once and opens a window; what
/// follows until its end is told together. Each notification keeps its row, and has a message of its own for when the mail that
/// should have carried it had gone already.
/// </summary>
public sealed class NotificationBatch(Recipients recipients, PendingItems pending, NotificationStore store, NotificationQueue queue, IOptions<NotificationsOptions> options, TimeProvider clock)
{
    private const int MaxTries = 5;

    private TimeSpan Span => options.Value.GatherFor;

    /// <summary>Null: it is told at once. Else the mail that is to carry it.</summary>
    /// <param name="key">What is told.</param>
    /// <param name="to">Whom.</param>
    /// <param name="window">The person's last one, as far as is known.</param>
    public async Task<NotificationKey?> PlaceAsync(NotificationKey key, UserId to, BatchWindow? window, CancellationToken cancellationToken)
    {
        for (var tries = 0; Span > TimeSpan.Zero && tries < MaxTries; tries++)
        {
            var now = clock.GetUtcNow();
            if (window is not null && window.StartedAt + Span > now)
                return window.First == key.Id ? null : NotificationKey.OfBatch(to, window.StartedAt);
            if (await recipients.TryBeginAsync(to, new BatchWindow(now, key.Id, window?.ETag), cancellationToken))
                return null;
            (_, window) = await recipients.ReadAsync(to, cancellationToken);
        }

        return null;
    }

    /// <summary>Has it told with the others of its window. Done twice it is done once.</summary>
    public async Task EnqueueAsync(StoredNotification notification, Notice notice, NotificationKey batchMail, CancellationToken cancellationToken)
    {
        await pending.AddAsync(PendingItems.For(batchMail), notice, notification.Key, notification.RequestedAt, cancellationToken);
        var mail = await store.AddAsync(
            new StoredNotification(batchMail, NotificationState.Pending) { Summary = new Summary(SummaryKind.Gathered, notice.To), RequestedAt = notification.RequestedAt },
            cancellationToken);
        // It was asked for within the window, so that a span later the window has ended, and nobody has waited longer than one.
        if (mail.State.IsUnderWay)
            await queue.ScheduleAsync(new NotificationMessage(batchMail, 0, 0), mail.RequestedAt + Span, cancellationToken);
        await queue.ScheduleAsync(new NotificationMessage(notification.Key, 0, 0), notification.RequestedAt + (2 * Span), cancellationToken);
    }

    /// <summary>Whoever comes with the message of a gathered notification waits for the mail that may still carry it; null: there is none any more.</summary>
    public async Task<DateTimeOffset?> WaitForBatchMailAsync(StoredNotification notification, CancellationToken cancellationToken) =>
        notification.Batch is { } batchMail && await store.FindAsync(batchMail, cancellationToken) is { State.IsUnderWay: true }
            ? clock.GetUtcNow() + Span
            : null;
}
