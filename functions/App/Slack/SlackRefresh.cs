using AccessReview.App.Http;
using AccessReview.App.Notifications;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.Domain.Tasks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Slack;

/// <summary>Updates a message to the task's current state. Repeating it has no effect; after a concurrent update it runs again.</summary>
public sealed partial class SlackRefresh(
    NotificationStore store, TaskMailReader matters, SlackPosts posts, SlackRateLimiter pace, SlackThreads threads, IOptions<SiteOptions> site, ILogger<SlackRefresh> logger)
{
    /// <param name="notification">The notification of the message.</param>
    /// <param name="task">Its task, if it is being read already; null: it is read now.</param>
    public async Task<Delivery> RefreshAsync(StoredNotification notification, Task<TaskHistory?>? task, CancellationToken cancellationToken)
    {
        // The message that says that there are more tasks is not about a task, so it is not updated.
        if (notification.Notice is not { } notice || SlackMessageRef.Of(notification) is not { Ts: not null, IsAndMore: false } posted)
            return new Delivery.Done();
        // A comment or an answer stays as it was posted.
        if (notice.Kind is NotificationKind.Commented or NotificationKind.Answer or NotificationKind.Unanswered && posted.Shown is not null)
            return new Delivery.Done();
        if (await matters.ReadAsync(notice, task, cancellationToken) is not Preparation.Ready { Matter: var matter })
            return new Delivery.Done();

        var message = SlackMessage.Write(matter, site.Value);
        if (message.Fingerprint == posted.Shown)
            return await threads.MirrorAsync(notification, matter, message, cancellationToken);
        if (await pace.EarliestAsync(SlackMethod.Update, cancellationToken) is { } until)
            return new Delivery.Wait(until);
        // Before the update the shown content is set to unknown. If the process crashes, the message is updated again.
        if (await store.WriteAsync(notification with { Posted = (posted with { Shown = null }).ToJson() }, cancellationToken) is not { } changing)
            return new Delivery.Retry("raced");

        var answer = await posts.UpdateAsync(posted, message, cancellationToken);
        if (answer is SlackAnswer.Refused { IsOurs: false } refused)
            Log.Unchangeable(logger, notification.Key.Id, refused.Error); // Deleted, or too old to be edited: it stays as it is, and its buttons are refused.
        else if (answer is not SlackAnswer.Done)
            return await posts.FailAsync(SlackMethod.Update, answer, cancellationToken);

        if (await store.WriteAsync(changing with { Posted = (posted with { Shown = message.Fingerprint }).ToJson() }, cancellationToken) is { } shown)
            return await threads.MirrorAsync(shown, matter, message, cancellationToken);
        await DoubtAsync(notification.Key, cancellationToken);
        return new Delivery.Retry("raced");
    }

    /// <summary>After two concurrent updates the shown content is unknown.</summary>
    private Task DoubtAsync(NotificationKey key, CancellationToken cancellationToken) => Contention.RetryAsync(
        async _ =>
        {
            if (await store.FindAsync(key, cancellationToken) is not { } now || SlackMessageRef.Of(now) is not { } posted)
                return Contention.Done(false);
            return await store.WriteAsync(now with { Posted = (posted with { Shown = null }).ToJson() }, cancellationToken) is not null
                ? Contention.Done(true)
                : Contention.Overtaken<bool>();
        },
        () => false,
        cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Slack message of notification {Notification} could not be updated: {Error}")]
        public static partial void Unchangeable(ILogger logger, string notification, string error);
    }
}
