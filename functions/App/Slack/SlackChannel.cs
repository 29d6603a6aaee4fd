using AccessReview.App.Http;
using AccessReview.App.Notifications;
using AccessReview.App.Tasks;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Notifications;
using AccessReview.Domain.Tasks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Slack;

/// <summary>
/// Sends one notification to Slack, or updates its message. As with mails, the row is written before the call.
/// Slack does not recognize repeated calls, but its conversation history can be read,
/// so a crash between call and record leads to no second message.
/// </summary>
internal sealed partial class SlackChannel(
    NotificationStore store,
    TaskMailReader matters,
    SlackMembers members,
    SlackPosts posts,
    SlackRateLimiter pace,
    SlackBurstLimiter bursts,
    SlackRefresh refresh,
    SlackBatches batches,
    NotificationBatch windows,
    IOptions<SlackOptions> options,
    IOptions<SiteOptions> site,
    TimeProvider clock,
    ILogger<SlackChannel> logger) : INotificationChannel
{
    /// <summary>After this time the process that was sending the message has finished or crashed.</summary>
    private static readonly TimeSpan AtWork = TimeSpan.FromMinutes(1);

    public ChannelKey Key => SlackDescription.Key;

    public async Task<bool> ReachesAsync(UserId person, CancellationToken cancellationToken) => await members.FindAsync(person, cancellationToken) is not null;

    // Faults are found when it is sent.
    public Task<string?> FaultOfAsync(StoredNotification notification, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    // After a lost response, the message is found in its conversation when it is sent again.
    public Task<bool> WasAcceptedAsync(StoredNotification notification, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task<Delivery> DeliverAsync(StoredNotification notification, DeliveryTurn turn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notification);
        ArgumentNullException.ThrowIfNull(turn);
        if (!options.Value.IsEnabled)
            return Task.FromResult<Delivery>(notification.State.IsUnderWay ? new Delivery.Impossible("slack_off") : new Delivery.Done());
        return notification.State switch
        {
            NotificationState.Pending => StartAsync(notification, turn.Task, cancellationToken),
            NotificationState.Sending => ResumeAsync(notification, cancellationToken),
            not NotificationState.Failed when notification.Summary is { } summary => ForgetAsync(notification, summary, cancellationToken),
            NotificationState.Accepted => refresh.RefreshAsync(notification, turn.Task, cancellationToken),
            _ => Task.FromResult<Delivery>(new Delivery.Done()),
        };
    }

    private async Task<Delivery> StartAsync(StoredNotification notification, Task<TaskHistory?>? task, CancellationToken cancellationToken)
    {
        if (notification.Summary is { } summary)
            return await StartBatchAsync(notification, summary, cancellationToken);
        return await windows.WaitForBatchAsync(notification, cancellationToken) is { } until
            ? new Delivery.Wait(until)
            : await StartAloneAsync(notification, task, cancellationToken);
    }

    /// <summary>A batch with one task left is that task's own message, with its buttons.</summary>
    private async Task<Delivery> StartBatchAsync(StoredNotification batch, Summary summary, CancellationToken cancellationToken)
    {
        if (await members.FindAsync(summary.To, cancellationToken) is not { } member)
            return await EndBatchAsync(batch, summary, "not_in_slack", cancellationToken);
        if (summary.Kind is SummaryKind.Campaign or SummaryKind.Overdue)
            return await RemindAsync(batch, summary, member, cancellationToken);
        var items = await batches.ReadAsync(batch, member, cancellationToken);
        if (items is [{ Stored: { State: NotificationState.Pending } only }])
        {
            var alone = await StartAloneAsync(only, null, cancellationToken);
            return alone is Delivery.Done ? await EndBatchAsync(batch, summary, "sent_alone", cancellationToken) : alone;
        }

        if (items.Count == 0)
            return await EndBatchAsync(batch, summary, "nothing_left", cancellationToken);
        if (await pace.TryTakeAsync(member.Channel, cancellationToken) is { } until)
            return new Delivery.Wait(until);

        if (await batches.ClaimAsync(member, items, cancellationToken) is not { } matter)
            return await EndBatchAsync(batch, summary, "nothing_left", cancellationToken);
        var included = BatchContent.Write([.. matter.Includes.Select(notice => NotificationKey.Of(notice, Key))]);
        var posted = new SlackMessageRef(member.Channel, IsAndMore: true);
        var delivery = await PostAsync(batch with { Includes = included }, posted, SlackMessage.Batch(matter, site.Value), 0, cancellationToken);
        return delivery is Delivery.Done ? await ForgetAsync(batch, summary, cancellationToken) : delivery;
    }

    /// <summary>A reminder of a campaign. Its links open the pages of the tasks.</summary>
    private async Task<Delivery> RemindAsync(StoredNotification reminder, Summary summary, SlackMember member, CancellationToken cancellationToken)
    {
        if (await batches.ReadCampaignAsync(member, summary, cancellationToken) is not { } matter)
            return await EndBatchAsync(reminder, summary, "nothing_left", cancellationToken);
        return await pace.TryTakeAsync(member.Channel, cancellationToken) is { } until
            ? new Delivery.Wait(until)
            : await PostAsync(reminder, new SlackMessageRef(member.Channel, IsAndMore: true), SlackMessage.Batch(matter, site.Value), 0, cancellationToken);
    }

    private async Task<Delivery> EndBatchAsync(StoredNotification batch, Summary summary, string reason, CancellationToken cancellationToken)
    {
        await SkipAsync(batch, reason, cancellationToken);
        return await ForgetAsync(batch, summary, cancellationToken);
    }

    private async Task<Delivery> ForgetAsync(StoredNotification batch, Summary summary, CancellationToken cancellationToken)
    {
        await batches.ForgetAsync(batch, summary, cancellationToken);
        return new Delivery.Done();
    }

    private async Task<Delivery> StartAloneAsync(StoredNotification notification, Task<TaskHistory?>? task, CancellationToken cancellationToken)
    {
        if (notification.Notice is not { } notice)
            return new Delivery.Impossible("no_task");
        var finding = members.FindAsync(notice.To, cancellationToken);
        var read = await matters.ReadAsync(notice, task, cancellationToken);
        var member = await finding;
        if (read is Preparation.Impossible impossible)
            return new Delivery.Impossible(impossible.Reason);
        if (read is not Preparation.Ready { Matter: var matter } || member is null)
            return await SkipAsync(notification, member is null ? "not_in_slack" : (read as Preparation.Skip)?.Reason ?? "recipient_unknown", cancellationToken);
        if ((SkipCodes.Of(matter) ?? (notification.InsteadOf is null ? JudgeAge(matter, member) : null)) is { } reason)
            return await SkipAsync(notification, reason, cancellationToken);
        if (notice.Kind == NotificationKind.Commented && await batches.IsInThreadAsync(matter.Task, matter.Recipient.Id, cancellationToken))
            return await SkipAsync(notification, "told_in_thread", cancellationToken);
        if (MayBeMany(notice.Kind) && await bursts.IsSummarizedAsync(member.Channel, cancellationToken))
            return await SkipAsync(notification, SkipCodes.Together, cancellationToken);
        if (await pace.TryTakeAsync(member.Channel, cancellationToken) is { } until)
            return new Delivery.Wait(until);

        var turn = MayBeMany(notice.Kind) ? await bursts.TakeAsync(member.Channel, cancellationToken) : BurstTurn.Alone;
        return turn == BurstTurn.Summarized
            ? await SkipAsync(notification, SkipCodes.Together, cancellationToken)
            : await PostAsync(
                notification,
                new SlackMessageRef(member.Channel, IsAndMore: turn == BurstTurn.AndMore),
                turn == BurstTurn.AndMore ? SlackMessage.AndMore(matter, site.Value) : SlackMessage.Write(matter, site.Value),
                matter.Task.Version,
                cancellationToken);
    }

    // A campaign assigns many tasks at once and reminds of them at once. All other notifications are urgent or rare.
    private static bool MayBeMany(NotificationKind kind) => kind is NotificationKind.Assigned or NotificationKind.Delegated or NotificationKind.Reminder;

    // Settling again processes a task's whole history. Events from before the user was connected are not sent to Slack.
    private static string? JudgeAge(TaskMailModel matter, SlackMember member) =>
        matter.Notice.Version is var version && version >= 1 && version <= matter.Events.Count && matter.Events[(int)version - 1].At < member.ConfirmedAt ? "before_slack" : null;

    private async Task<Delivery> PostAsync(StoredNotification notification, SlackMessageRef posted, SlackMessage message, long version, CancellationToken cancellationToken)
    {
        var sending = notification.Become(NotificationState.Sending) with { FirstSentAt = clock.GetUtcNow(), Posted = posted.ToJson() };
        if (await store.WriteAsync(sending, cancellationToken) is not { } written)
            return new Delivery.Retry("raced");

        var answer = await posts.PostAsync(written.Key, posted.Channel, message, cancellationToken);
        if (answer is SlackAnswer.Done { Body: var body } && SlackClient.TextOf(body, "ts") is { } ts)
            return await AcceptAsync(written, posted with { Ts = ts, Shown = message.Fingerprint, CommentsUntil = version }, cancellationToken);
        if (answer is SlackAnswer.Later)
            await store.WriteAsync(written.Become(NotificationState.Pending) with { FirstSentAt = null }, cancellationToken);
        return answer is SlackAnswer.Done ? new Delivery.Retry("slack_no_ts") : await posts.FailAsync(SlackMethod.PostMessage, answer, cancellationToken);
    }

    /// <summary>Another process is posting it, or crashed while posting: the conversation shows whether it was posted.</summary>
    private async Task<Delivery> ResumeAsync(StoredNotification notification, CancellationToken cancellationToken)
    {
        if (SlackMessageRef.Of(notification) is not { } posted || notification.FirstSentAt is not { } sentAt)
            return new Delivery.Impossible("no_place");
        if (clock.GetUtcNow() - sentAt < AtWork)
            return new Delivery.Wait(sentAt + AtWork);
        if (await pace.EarliestAsync(SlackMethod.ReadHistory, cancellationToken) is { } until)
            return new Delivery.Wait(until);

        var (answer, ts) = await posts.FindPostAsync(notification.Key, posted.Channel, sentAt, cancellationToken);
        if (answer is not SlackAnswer.Done)
            return await posts.FailAsync(SlackMethod.ReadHistory, answer, cancellationToken);
        // Its shown content is unknown; the refresh that follows corrects it.
        return ts is null
            ? await StartAsync(notification.Become(NotificationState.Pending), null, cancellationToken)
            : await AcceptAsync(notification, posted with { Ts = ts }, cancellationToken);
    }

    private async Task<Delivery> AcceptAsync(StoredNotification notification, SlackMessageRef posted, CancellationToken cancellationToken)
    {
        // Noted first, so that a reply in its thread is recognized. A reply to a batch is about no task.
        if (notification.Notice is not null)
            await posts.NoteAsync(notification.Key, posted.Channel, posted.Ts!, cancellationToken); // Both callers have one.
        var accepted = notification.Become(NotificationState.Accepted) with { Posted = posted.ToJson(), AcceptedAt = clock.GetUtcNow() };
        if (await store.WriteAsync(accepted, cancellationToken) is not { } written)
            return new Delivery.Retry("raced");
        Log.Accepted(logger, notification.Key.Id);
        if (written.Summary is { } summary)
            return await ForgetAsync(written, summary, cancellationToken);
        return posted.Shown is null ? await refresh.RefreshAsync(written, null, cancellationToken) : new Delivery.Done();
    }

    private async Task<Delivery> SkipAsync(StoredNotification notification, string reason, CancellationToken cancellationToken)
    {
        Log.Skipped(logger, notification.Key.Id, reason);
        await store.WriteAsync(notification.Become(NotificationState.Skipped) with { Reason = reason }, cancellationToken);
        return new Delivery.Done();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Notification {Notification} posted to Slack")]
        public static partial void Accepted(ILogger logger, string notification);

        [LoggerMessage(LogLevel.Information, "Notification {Notification} not sent to Slack: {Reason}")]
        public static partial void Skipped(ILogger logger, string notification, string reason);
    }
}
