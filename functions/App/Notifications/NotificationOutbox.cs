using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <summary>Takes down whom to tell what, then asks the queue to see to it. Doing it twice is doing it once.</summary>
public sealed class NotificationOutbox(NotificationStore store, NotificationQueue queue, TimeProvider clock)
{
    /// <param name="task">The task as the event left it.</param>
    /// <param name="version">The event that owes it.</param>
    /// <param name="owed">Whom to tell what.</param>
    public Task EnqueueAsync(ReviewTask task, long version, Owed.Notification owed, CancellationToken cancellationToken) =>
        EnqueueAsync(
            new StoredNotification(NotificationKey.Of(task.Id, owed.Generation, owed.Kind, owed.To, version), NotificationState.Pending)
            {
                Notice = new Notice(task.Id, owed.Generation, version, owed.Kind, owed.To),
                RequestedAt = clock.GetUtcNow(),
            },
            cancellationToken);

    /// <summary>A crash between the two leaves a row without a message; whoever owes it comes back until both are done.</summary>
    public async Task EnqueueAsync(StoredNotification notification, CancellationToken cancellationToken)
    {
        var stored = await store.AddAsync(notification, cancellationToken);
        if (stored.State.IsUnderWay)
            await queue.SendAsync(new NotificationMessage(stored.Key, 0, 0), cancellationToken);
    }
}
