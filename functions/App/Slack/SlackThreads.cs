using AccessReview.App.Notifications;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Slack;

/// <summary>
/// Says below a message what others say about its task: below the newest one that somebody got, while they are asked. What
/// they wrote in Slack themselves stands there already. A crash between a reply and its record repeats that reply once.
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
            var place = SlackMessageRef.Of(current)!; // It is a message that stands somewhere.
            if (await pace.TryTakeAsync(place.Channel, cancellationToken) is { } until)
                return new Delivery.Wait(until);
            var answer = await posts.ReplyAsync(place.Channel, place.Ts!, Words(matter, comment), cancellationToken);
            if (answer is not (SlackAnswer.Done or SlackAnswer.Refused { IsOurs: false }))
                return await posts.FailAsync(SlackMethod.PostMessage, answer, cancellationToken);
            if (await store.WriteAsync(current with { Posted = (place with { CommentsUntil = version }).ToJson() }, cancellationToken) is not { } written)
                return new Delivery.Retry("raced");
            current = written;
        }

        return new Delivery.Done();
    }

    private static IReadOnlyList<(long Version, TaskEvent.Commented Comment)> MissingIn(SlackMessageRef place, TaskMailModel matter) =>
    [
        .. matter.Events
            .Select((happened, index) => (Version: (long)index + 1, Comment: happened as TaskEvent.Commented))
            .Where(said => said.Version > place.CommentsUntil && said.Comment is not null && !IsEcho(said.Comment, matter.Recipient.Id))
            .Select(said => (said.Version, said.Comment!)), // Where has seen to it.
    ];

    // The bot talks with each person alone, so that what they said through Slack they said here.
    private static bool IsEcho(TaskEvent.Commented comment, UserId recipient) => comment.By.Proof == Proof.Slack && comment.By.User == recipient;

    private async Task<bool> IsNewestAsync(StoredNotification notification, CancellationToken cancellationToken)
    {
        var all = await store.OfTaskAsync(notification.Notice!.Task, cancellationToken); // A message in Slack is about a task.
        return !all.Any(other => other is { Channel: NotificationChannel.Slack, State: NotificationState.Accepted }
            && SlackMessageRef.Of(other) is { IsAndMore: false }
            && other.Notice?.To == notification.Notice.To
            && other.Notice.Kind != NotificationKind.Commented
            && other.Notice.Version > notification.Notice.Version);
    }

    private static string Words(TaskMailModel matter, TaskEvent.Commented comment)
    {
        using var speaking = Use(Choose([matter.Recipient.Locale]));
        var by = comment.By.User is { } user ? matter.NameOf(user) : "";
        return InertText.Of($"{Say($"{by} commented:")}\n{comment.Text}");
    }
}
