using AccessReview.App.Slack;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Notifications;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <summary>Takes down whom to tell what, then asks the queue to see to it. Doing it twice is doing it once.</summary>
public sealed class NotificationOutbox(
    NotificationStore store,
    NotificationQueue queue,
    Recipients recipients,
    OrganizationNotifications organization,
    Gathering gathering,
    SetAside aside,
    CommentWindow comments,
    SlackMembers slack,
    TimeProvider clock)
{
    /// <param name="task">The task as the event left it.</param>
    /// <param name="version">The event that owes it.</param>
    /// <param name="owed">Whom to tell what.</param>
    public async Task EnqueueAsync(ReviewTask task, long version, Owed.Notification owed, CancellationToken cancellationToken)
    {
        var (stored, window) = await recipients.ReadAsync(owed.To, cancellationToken);
        var plan = NotificationPlan.For(stored.Preferences, organization, owed.Kind);
        var notice = new Notice(task.Id, owed.Generation, version, owed.Kind, owed.To);
        var inSlack = plan.Slack && await slack.FindAsync(owed.To, cancellationToken) is not null;
        // Whoever wants Slack alone and is nobody there yet must not be told nothing.
        var timing = plan is { Mail: MailTiming.Off, Slack: true } && !inSlack ? MailTiming.AtOnce : plan.Mail;
        var turn = owed.Kind == NotificationKind.Commented && (inSlack || timing == MailTiming.AtOnce) ? await comments.TakeAsync(notice, cancellationToken) : new CommentTurn.Now();
        var key = NotificationKey.Of(task.Id, owed.Generation, owed.Kind, owed.To, version);
        await EnqueueMailAsync(key, notice, owed.Kind == NotificationKind.Delegated ? null : timing, window, turn, cancellationToken);
        if (inSlack)
            await EnqueueSlackAsync(notice, turn, cancellationToken);
    }

    /// <summary>One mail to whoever decides for <paramref name="away"/>, unless they want none, or their digest tells it.</summary>
    /// <param name="away">Who is out of office.</param>
    /// <param name="to">Who decides for them.</param>
    /// <param name="cause">What told of the absence: the same again is the same mail.</param>
    public async Task EnqueueDelegationAsync(UserId away, UserId to, string cause, CancellationToken cancellationToken)
    {
        var (stored, _) = await recipients.ReadAsync(to, cancellationToken);
        var plan = NotificationPlan.For(stored.Preferences, organization, NotificationKind.Delegated);
        var isTold = plan.Mail == MailTiming.AtOnce || (plan is { Mail: MailTiming.Off, Slack: true } && await slack.FindAsync(to, cancellationToken) is null);
        if (!isTold)
            return;
        var summary = new Summary(SummaryKind.Delegated, to) { Away = away };
        await EnqueueAsync(new StoredNotification(NotificationKey.OfDelegation(away, to, cause), NotificationState.Pending) { Summary = summary, RequestedAt = clock.GetUtcNow() }, cancellationToken);
    }

    /// <summary>A crash between the two leaves a row without a message; whoever owes it comes back until both are done.</summary>
    public async Task EnqueueAsync(StoredNotification notification, CancellationToken cancellationToken)
    {
        var stored = await store.AddAsync(notification, cancellationToken);
        if (!stored.State.IsUnderWay)
            return;
        if (stored is { Notice: { } notice, Gathering: { } carrier })
            await gathering.EnqueueAsync(stored, notice, carrier, cancellationToken);
        else
            await queue.SendAsync(new NotificationMessage(stored.Key, 0, 0), cancellationToken);
    }

    /// <param name="timing">Null: another mail tells it together with others.</param>
    private async Task EnqueueMailAsync(NotificationKey key, Notice notice, MailTiming? timing, GatheringWindow? window, CommentTurn turn, CancellationToken cancellationToken)
    {
        var notification = new StoredNotification(key, NotificationState.Pending) { Notice = notice, RequestedAt = clock.GetUtcNow() };
        switch (timing)
        {
            case MailTiming.AtOnce:
                var carrier = notice.Kind == NotificationKind.Assigned ? await gathering.PlaceAsync(key, notice.To, window, cancellationToken) : null;
                await EnqueueAsync(notification with { Gathering = carrier }, turn, cancellationToken);
                break;
            case MailTiming.Digest:
                // What waits is seen from the lists when the digest is written; what has ended and what was said is not, so it is set aside, once.
                if (ListOf(notice.Kind) is { } list && await store.FindAsync(key, cancellationToken) is null)
                    await aside.AddAsync(list, notice, key, notification.RequestedAt, cancellationToken);
                await store.AddAsync(notification.Become(NotificationState.Skipped) with { Reason = "in_digest" }, cancellationToken);
                break;
            case null:
                await store.AddAsync(notification.Become(NotificationState.Skipped) with { Reason = "told_together" }, cancellationToken);
                break;
            case MailTiming.Off:
                await store.AddAsync(notification.Become(NotificationState.Skipped) with { Reason = "turned_off" }, cancellationToken);
                break;
        }
    }

    private Task EnqueueSlackAsync(Notice notice, CommentTurn turn, CancellationToken cancellationToken) => EnqueueAsync(
        new StoredNotification(NotificationKey.Of(notice.Task, notice.Generation, notice.Kind, notice.To, notice.Version, NotificationChannel.Slack), NotificationState.Pending)
        {
            Channel = NotificationChannel.Slack,
            Notice = notice,
            RequestedAt = clock.GetUtcNow(),
        },
        turn,
        cancellationToken);

    private async Task EnqueueAsync(StoredNotification notification, CommentTurn turn, CancellationToken cancellationToken)
    {
        switch (turn)
        {
            case CommentTurn.At { Time: var time }:
                if (await store.AddAsync(notification, cancellationToken) is { State.IsUnderWay: true } waiting)
                    await queue.ScheduleAsync(new NotificationMessage(waiting.Key, 0, 0), time, cancellationToken);
                break;
            case CommentTurn.WithAnother:
                await store.AddAsync(notification.Become(NotificationState.Skipped) with { Reason = "told_with_another" }, cancellationToken);
                break;
            default:
                await EnqueueAsync(notification, cancellationToken);
                break;
        }
    }

    /// <summary>What a digest cannot see from the lists, and has to be set aside for it.</summary>
    private static string? ListOf(NotificationKind kind) => NotificationTopics.Of(kind) switch
    {
        NotificationTopic.Ended => SetAside.Ended,
        NotificationTopic.Comment => SetAside.Commented,
        _ => null,
    };
}
