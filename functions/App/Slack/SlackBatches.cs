using AccessReview.App.Directory;
using AccessReview.App.Notifications;
using AccessReview.App.Tasks;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Slack;

/// <summary>Finds what a batch message still has to say.</summary>
public sealed class SlackBatches(BatchReader batches, SummaryReader reader, DirectoryStore directory, TaskStore tasks, NotificationStore store, PendingItems pending)
{
    /// <summary>The items that are still relevant for an active recipient.</summary>
    public async Task<IReadOnlyList<BatchItem>> ReadAsync(StoredNotification batch, SlackMember member, CancellationToken cancellationToken) =>
        await directory.FindUserAsync(member.User, cancellationToken) is { IsActive: true } recipient
            ? await batches.ReadAsync(batch, recipient, (item, task) => JudgeAsync(item, task, member, cancellationToken), cancellationToken)
            : [];

    /// <summary>Claims the items, and reads what the message shows; null: other messages have all of it.</summary>
    public async Task<SummaryMailModel?> ClaimAsync(SlackMember member, IReadOnlyList<BatchItem> items, CancellationToken cancellationToken) =>
        await batches.ClaimAsync(items, cancellationToken) is { Count: > 0 } claimed && await directory.FindUserAsync(member.User, cancellationToken) is { } recipient
            ? await reader.ReadBatchAsync(recipient, claimed, cancellationToken)
            : null;

    /// <summary>What a reminder of a campaign shows; null: nothing is left.</summary>
    public async Task<SummaryMailModel?> ReadCampaignAsync(SlackMember member, Summary summary, CancellationToken cancellationToken) =>
        await directory.FindUserAsync(member.User, cancellationToken) is { IsActive: true } recipient
        && await reader.ReadCampaignAsync(summary, recipient, cancellationToken) is var matter && !SummaryMails.IsEmpty(matter)
            ? matter
            : null;

    /// <summary>The message is posted or not needed: delete its pending items.</summary>
    public Task ForgetAsync(StoredNotification batch, Summary summary, CancellationToken cancellationToken) =>
        pending.RemoveAsync(summary.To, PendingItems.For(batch.Key), DateTimeOffset.MaxValue, cancellationToken);

    /// <summary>Assignees in Slack get comments in the thread of the message about their task.</summary>
    public async Task<bool> IsInThreadAsync(ReviewTask task, UserId person, CancellationToken cancellationToken) =>
        task.IsOpen
        && task.WaitsFor.Contains(person)
        && (await store.OfTaskAsync(task.Id, cancellationToken)).Any(sent =>
            SlackDescription.Has(sent)
            && sent is { State: NotificationState.Accepted, Notice: { } notice }
            && SlackMessageRef.Of(sent) is { IsAndMore: false }
            && notice.To == person
            && notice.Generation == task.Generation
            && notice.Kind is NotificationKind.Assigned or NotificationKind.Reminder or NotificationKind.SecondChannel or NotificationKind.Escalated or NotificationKind.Delegated);

    /// <summary>As for a single message: nothing from before the user was connected, and no comment that is in a thread.</summary>
    private async Task<string?> JudgeAsync(StoredNotification item, ReviewTask task, SlackMember member, CancellationToken cancellationToken)
    {
        var notice = item.Notice!; // An item of a batch is about a task.
        if (notice.Kind == NotificationKind.Commented && await IsInThreadAsync(task, notice.To, cancellationToken))
            return "told_in_thread";
        if (item.InsteadOf is not null || task.OpenedAt >= member.ConfirmedAt)
            return null;
        var events = await tasks.EventsAsync(task.Id, cancellationToken);
        return events.FirstOrDefault(stored => stored.Version == notice.Version)?.Event.At < member.ConfirmedAt ? "before_slack" : null;
    }
}
