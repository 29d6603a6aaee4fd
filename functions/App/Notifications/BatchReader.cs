using AccessReview.App.Tasks;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <summary>A notification in a batch that is still relevant.</summary>
/// <param name="Stored">Its row.</param>
/// <param name="Notice">Its content.</param>
/// <param name="Task">Its task, as it is now.</param>
/// <param name="Comment">The data of a comment; null: it is not about a comment.</param>
public sealed record BatchItem(StoredNotification Stored, Notice Notice, ReviewTask Task, TaskMailModel? Comment);

/// <summary>Determines what a batch still has to say, and claims these notifications so that nobody else sends them.</summary>
public sealed class BatchReader(PendingItems pending, NotificationStore store, TaskStore tasks, TaskMailReader matters, TimeProvider clock)
{
    private const int AtOnce = 16;

    /// <summary>The pending items that are still relevant, and after a crash those already claimed that are still relevant.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="recipient">Its recipient.</param>
    /// <param name="judge">Why the channel skips an item; null: it does not.</param>
    public async Task<IReadOnlyList<BatchItem>> ReadAsync(
        StoredNotification batch, User recipient, Func<StoredNotification, ReviewTask, Task<string?>>? judge, CancellationToken cancellationToken)
    {
        List<BatchItem> left = [];
        foreach (var keys in (await pending.ReadAsync(recipient.Id, PendingItems.For(batch.Key), DateTimeOffset.MaxValue, cancellationToken)).Chunk(AtOnce))
            left.AddRange((await Task.WhenAll(keys.Select(key => ReadAsync(batch.Key, key, recipient, judge, cancellationToken)))).OfType<BatchItem>());
        return [.. left.OrderBy(item => item.Task.DueAt).ThenBy(item => item.Task.Number).ThenBy(item => item.Notice.Version)];
    }

    /// <summary>Claims the items for the batch. Returns those that nobody else sends.</summary>
    public async Task<IReadOnlyList<BatchItem>> ClaimAsync(IReadOnlyList<BatchItem> items, CancellationToken cancellationToken)
    {
        List<BatchItem> claimed = [];
        foreach (var some in items.Chunk(AtOnce))
            claimed.AddRange((await Task.WhenAll(some.Select(item => ClaimAsync(item, cancellationToken)))).OfType<BatchItem>());
        return claimed;
    }

    private async Task<BatchItem?> ReadAsync(
        NotificationKey batch, NotificationKey key, User recipient, Func<StoredNotification, ReviewTask, Task<string?>>? judge, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(key, cancellationToken) is not { Notice: { } notice } notification || notification.Batch != batch)
            return null;
        if (notification.State is not (NotificationState.Pending or NotificationState.Carried) || await tasks.LoadAsync(notice.Task, cancellationToken) is not { Task: var task } stored)
            return null;
        // Its decision can still be undone. Its own message comes later and finds out.
        if (stored.IsHeld(clock.GetUtcNow()))
            return null;
        var comment = notice.Kind == NotificationKind.Commented ? await matters.ReadAsync(notice, null, cancellationToken) : null;
        var reason = SkipCodes.Of(notice, task, recipient) ?? (comment as Preparation.Skip)?.Reason ?? (judge is null ? null : await judge(notification, task));
        if (reason is null)
            return new BatchItem(notification, notice, task, (comment as Preparation.Ready)?.Matter);
        if (notification.State == NotificationState.Pending)
            await store.WriteAsync(notification.Become(NotificationState.Skipped) with { Reason = reason }, cancellationToken);
        return null;
    }

    private async Task<BatchItem?> ClaimAsync(BatchItem item, CancellationToken cancellationToken)
    {
        if (item.Stored.State == NotificationState.Carried)
            return item;
        return await store.WriteAsync(item.Stored.Become(NotificationState.Carried), cancellationToken) is { } carried ? item with { Stored = carried } : null;
    }
}
