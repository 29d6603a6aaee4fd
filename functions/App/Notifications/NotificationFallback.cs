using AccessReview.App.Tasks;
using AccessReview.Domain.Notifications;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Notifications;

/// <summary>
/// Handles a notification that did not arrive: it is recorded at its task, and the recipient's next channel is used. If there is
/// none, the task's escalation schedule continues as planned. Calls can be repeated.
/// </summary>
public sealed partial class NotificationFallback(
    NotificationStore store,
    TaskStore tasks,
    Recipients recipients,
    OrganizationNotifications organization,
    NotificationOutbox outbox,
    IEnumerable<INotificationChannel> channels,
    TimeProvider clock,
    ILogger<NotificationFallback> logger)
{
    private readonly INotificationChannel[] _channels = [.. channels];

    /// <param name="failed">The notification, or the batch mail.</param>
    /// <param name="reason">A short code.</param>
    public async Task FollowAsync(StoredNotification failed, string reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(failed);
        await FollowOneAsync(failed, null, reason, cancellationToken);
        foreach (var key in BatchContent.Read(failed.Includes))
        {
            if (await store.FindAsync(key, cancellationToken) is { State: NotificationState.Carried } included)
                await FollowOneAsync(included, failed.Key, reason, cancellationToken);
        }
    }

    /// <param name="failed">The notification.</param>
    /// <param name="batch">The batch that included it, so that the next channel batches it too; null: it was sent alone.</param>
    /// <param name="reason">A short code.</param>
    private async Task FollowOneAsync(StoredNotification failed, NotificationKey? batch, string reason, CancellationToken cancellationToken)
    {
        if (failed.Notice is not { } notice || await tasks.LoadAsync(notice.Task, cancellationToken) is null)
            return;
        var instead = await store.FindAsync(failed.Key.Instead(), cancellationToken) ?? await NextAsync(failed, notice, batch, cancellationToken);
        var (channel, next) = (StoredChannel.NameOf(failed.Channel), instead is null ? null : StoredChannel.NameOf(instead.Channel));
        Log.Undelivered(logger, failed.Key.Id, channel, reason, next);
        await tasks.RecordUndeliveredAsync(
            notice.Task, new Undelivered(failed.Key.Id, channel, notice.To, reason, next, clock.GetUtcNow()), cancellationToken);
        if (instead?.InsteadOf == failed.Key.Id)
            await outbox.EnqueueAsync(instead, cancellationToken);
    }

    /// <summary>The notification by the next channel, or the one that another channel sent anyway; null: no channel is left.</summary>
    private async Task<StoredNotification?> NextAsync(StoredNotification failed, Notice notice, NotificationKey? batch, CancellationToken cancellationToken)
    {
        List<StoredNotification> others = [];
        Dictionary<ChannelKey, ChannelAttempt> attempts = new() { [failed.Channel] = ChannelAttempt.Failed };
        foreach (var other in await store.OfTaskAsync(notice.Task, cancellationToken))
        {
            if (other.Notice != notice || other.Key == failed.Key)
                continue;
            others.Add(other);
            var attempt = await AttemptAsync(other, cancellationToken);
            if (attempt == ChannelAttempt.Reached || attempts.GetValueOrDefault(other.Channel) == ChannelAttempt.None)
                attempts[other.Channel] = attempt;
        }

        var fallback = Fallback.After(await UsableAsync(notice, cancellationToken), attempts);
        if (fallback.Channel is not { } used)
            return null;
        return fallback.IsNew
            ? new StoredNotification(failed.Key.Instead(), NotificationState.Pending)
            {
                Channel = used,
                Notice = notice,
                Batch = batch?.BatchInstead(used),
                InsteadOf = failed.Key.Id,
                RequestedAt = clock.GetUtcNow(),
            }
            : others.First(other => other.Channel == used);
    }

    private async Task<ChannelAttempt> AttemptAsync(StoredNotification other, CancellationToken cancellationToken) => other.State switch
    {
        NotificationState.Skipped => SkipCodes.WasNotUsed(other.Reason) ? ChannelAttempt.None : ChannelAttempt.Reached,
        NotificationState.Carried when other.Batch is { } batch && await store.FindAsync(batch, cancellationToken) is { } mail && HasFailed(mail.State) => ChannelAttempt.Failed,
        _ => HasFailed(other.State) ? ChannelAttempt.Failed : ChannelAttempt.Reached,
    };

    private static bool HasFailed(NotificationState state) => state == NotificationState.Failed || state.IsUndelivered;

    /// <summary>The channels that reach the recipient: first those that they chose, then the others that the organization allows.</summary>
    private async Task<IReadOnlyList<ChannelKey>> UsableAsync(Notice notice, CancellationToken cancellationToken)
    {
        var own = (await recipients.PreferencesAsync(notice.To, cancellationToken)).Preferences;
        var topic = NotificationTopics.Of(notice.Kind);
        List<ChannelKey> usable = [];
        foreach (var channel in _channels.Where(channel => NotificationPlan.MayReplace(organization, topic, channel.Key)))
        {
            if (await channel.ReachesAsync(notice.To, cancellationToken))
                usable.Add(channel.Key);
        }

        var plan = NotificationPlan.For(own, organization, topic);
        return [.. usable.OrderBy(channel => plan.Uses(channel) ? 0 : 1)];
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Notification {Notification} by {Channel} was not delivered: {Reason}. Next channel: {Next}")]
        public static partial void Undelivered(ILogger logger, string notification, string channel, string reason, string? next);
    }
}
