using AccessReview.App.Notifications;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Slack;

/// <summary>
/// Posts other users' comments in the thread of the assignee's newest message about the task. Comments that the assignee wrote in Slack
/// are already there. After a crash between a reply and its record the reply is posted twice.
/// </summary>
public sealed class SlackThreads(NotificationStore store, SlackPosts posts, SlackRateLimiter pace)
{
    public async Task<Delivery> MirrorAsync(StoredNotification notification, TaskMailModel matter, SlackMessage message, CancellationToken cancellationToken)
    {
        var missing = message.IsAsking ? MissingIn(SlackMessageRef.Of(notification)!, matter) : [] /* It is a message that stands somewhere. */;
        if (missing.Count == 0 || !await IsNewestAsync(notification, cancellationToken))
            return new Delivery.Done();

        var current = notification;
        foreach (var (version, comment) in missing)
        {
            var posted = SlackMessageRef.Of(current)!; // The message exists.
            if (await pace.TryTakeAsync(posted.Channel, cancellationToken) is { } until)
                return new Delivery.Wait(until);
            var answer = await posts.ReplyAsync(posted.Channel, posted.Ts!, Text(matter, comment), cancellationToken);
            if (answer is not (SlackAnswer.Done or SlackAnswer.Refused { IsOurs: false }))
                return await posts.FailAsync(SlackMethod.PostMessage, answer, cancellationToken);
            if (await store.WriteAsync(current with { Posted = (posted with { CommentsUntil = version }).ToJson() }, cancellationToken) is not { } written)
                return new Delivery.Retry("raced");
            current = written;
        }

        return new Delivery.Done();
    }

    private static IReadOnlyList<(long Version, TaskEvent.Commented Comment)> MissingIn(SlackMessageRef posted, TaskMailModel matter) =>
    [
        .. matter.Events
            .Select((happened, index) => (Version: (long)index + 1, Comment: happened as TaskEvent.Commented))
            .Where(said => said.Version > posted.CommentsUntil && said.Comment is not null && !IsEcho(said.Comment, matter.Recipient.Id))
            .Select(said => (said.Version, said.Comment!)), // Filtered by Where.
    ];

    // The bot has a separate conversation with each user, so a comment that a user made through Slack is already in theirs.
    private static bool IsEcho(TaskEvent.Commented comment, UserId recipient) => comment.By.Proof == Proof.Slack && comment.By.User == recipient;

    private async Task<bool> IsNewestAsync(StoredNotification notification, CancellationToken cancellationToken)
    {
        var all = await store.OfTaskAsync(notification.Notice!.Task, cancellationToken); // A message in Slack is about a task.
        return !all.Any(other => SlackDescription.Has(other)
            && other.State == NotificationState.Accepted
            && SlackMessageRef.Of(other) is { IsAndMore: false }
            && other.Notice?.To == notification.Notice.To
            && other.Notice.Kind is not (NotificationKind.Commented or NotificationKind.Question or NotificationKind.Answer or NotificationKind.Unanswered)
            && other.Notice.Version > notification.Notice.Version);
    }

    private static string Text(TaskMailModel matter, TaskEvent.Commented comment)
    {
        using var speaking = Use(Choose([matter.Recipient.Locale]));
        var by = comment.By.User is { } user ? matter.NameOf(user) : "";
        return InertText.Of($"{Say($"{by} commented:")}\n{comment.Text}");
    }
}
