using AccessReview.App.Tasks;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <summary>Determines what a batch mail still has to say, and claims these notifications so that nobody else sends them.</summary>
public sealed class BatchedTasks(PendingItems pending, NotificationStore store, TaskStore tasks, TimeProvider clock)
{
    private const int AtOnce = 16;

    /// <summary>
    /// The pending items that are still relevant, by due time. After a crash it returns the items already claimed that are
    /// still relevant.
    /// </summary>
    public async Task<IReadOnlyList<(Notice Notice, ReviewTask Task)>> ClaimAsync(StoredNotification batchMail, User recipient, CancellationToken cancellationToken)
    {
        List<(Notice Notice, ReviewTask Task)> left = [];
        foreach (var keys in (await pending.ReadAsync(recipient.Id, PendingItems.For(batchMail.Key), DateTimeOffset.MaxValue, cancellationToken)).Chunk(AtOnce))
            left.AddRange((await Task.WhenAll(keys.Select(key => ClaimAsync(batchMail.Key, key, recipient, cancellationToken)))).OfType<(Notice, ReviewTask)>());
        return [.. left.OrderBy(one => one.Task.DueAt).ThenBy(one => one.Task.Number)];
    }

    private async Task<(Notice Notice, ReviewTask Task)?> ClaimAsync(NotificationKey batchMail, NotificationKey key, User recipient, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(key, cancellationToken) is not { Notice: { } notice } notification || notification.Batch != batchMail)
            return null;
        if (notification.State is not (NotificationState.Pending or NotificationState.Carried) || await tasks.LoadAsync(notice.Task, cancellationToken) is not { Task: var task } stored)
            return null;
        // Its decision can still be undone. Its own message comes later and finds out.
        if (stored.IsHeld(clock.GetUtcNow()))
            return null;
        if (SkipCodes.Of(notice, task, recipient) is { } reason)
        {
            if (notification.State == NotificationState.Pending)
                await store.WriteAsync(notification.Become(NotificationState.Skipped) with { Reason = reason }, cancellationToken);
            return null;
        }

        if (notification.State == NotificationState.Carried || await store.WriteAsync(notification.Become(NotificationState.Carried), cancellationToken) is not null)
            return (notice, task);
        return null;
    }
}
