using System.Globalization;
using AccessReview.App.Tasks.Effects;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Notifications;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Notifications;

/// <summary>Stores who is to be notified of what, then queues it. Calls can be repeated.</summary>
public sealed class NotificationOutbox(
    NotificationStore store,
    NotificationQueue queue,
    Recipients recipients,
    OrganizationNotifications organization,
    NotificationBatch batches,
    PendingItems pending,
    ReachReader reaches,
    TimeProvider clock) : IEffectHandler
{
    public string Name => "notification";

    public string Title => Say($"the notifications");

    public IEnumerable<PlannedEffect> Plan(TaskChanges changes) => changes.Of<Effect.Notification>().Select(caused => new PlannedEffect(
        string.Create(CultureInfo.InvariantCulture, $"{caused.Cause.Version}-{caused.Effect.Kind}-{caused.Effect.To}"),
        caused.Cause.Version,
        token => EnqueueAsync(caused.After, caused.Cause.Version, caused.Effect, token))
    {
        // Each recipient's notifications keep their order, because the first one opens the batch window.
        Lane = caused.Effect.To.Value,
    });

    /// <param name="task">The task after the event.</param>
    /// <param name="version">The event that caused the effect.</param>
    /// <param name="effect">The notification and its recipient.</param>
    public async Task EnqueueAsync(ReviewTask task, long version, Effect.Notification effect, CancellationToken cancellationToken)
    {
        var (stored, window) = await recipients.ReadAsync(effect.To, cancellationToken);
        var plan = NotificationPlan.For(stored.Preferences, organization, effect.Kind);
        var notice = new Notice(task.Id, effect.Generation, version, effect.Kind, effect.To);
        var (mail, others) = await reaches.ReadAsync(effect.To, plan, cancellationToken);
        MailTiming? timing = effect.Kind == NotificationKind.Delegated ? null : mail;
        var joins = !NotificationTopics.IsSentAlone(effect.Kind) && (others.Count > 0 || timing == MailTiming.AtOnce);
        var batch = joins ? await batches.JoinAsync(notice, window, task.Campaign is not null, cancellationToken) : null;
        await EnqueueMailAsync(New(notice, ChannelKey.Mail, batch), notice, timing, cancellationToken);
        foreach (var channel in others)
            await EnqueueAsync(New(notice, channel, batch), cancellationToken);
    }

    /// <summary>Sends one mail to the delegate of <paramref name="away"/>, unless mail is off or their digest includes it.</summary>
    /// <param name="away">The user who is out of office.</param>
    /// <param name="to">The delegate.</param>
    /// <param name="cause">What started the absence. The same cause gives the same mail.</param>
    public async Task EnqueueDelegationAsync(UserId away, UserId to, string cause, CancellationToken cancellationToken)
    {
        var (stored, _) = await recipients.ReadAsync(to, cancellationToken);
        var plan = NotificationPlan.For(stored.Preferences, organization, NotificationKind.Delegated);
        if ((await reaches.ReadAsync(to, plan, cancellationToken)).Mail != MailTiming.AtOnce)
            return;
        var summary = new Summary(SummaryKind.Delegated, to) { Away = away };
        await EnqueueAsync(new StoredNotification(NotificationKey.OfDelegation(away, to, cause), NotificationState.Pending) { Summary = summary, RequestedAt = clock.GetUtcNow() }, cancellationToken);
    }

    /// <summary>Sends one reminder of a campaign by each channel that the recipient has for reminders. A digest has its open tasks already.</summary>
    /// <param name="kind">For a reviewer, or for the owner.</param>
    /// <param name="cause">The same cause gives the same reminder.</param>
    public async Task EnqueueCampaignAsync(SummaryKind kind, CampaignId campaign, UserId to, string cause, CancellationToken cancellationToken)
    {
        var (stored, _) = await recipients.ReadAsync(to, cancellationToken);
        var plan = NotificationPlan.For(stored.Preferences, organization, NotificationKind.Reminder);
        var (mail, others) = await reaches.ReadAsync(to, plan, cancellationToken);
        foreach (var channel in mail == MailTiming.AtOnce ? [ChannelKey.Mail, .. others] : others)
        {
            var notification = new StoredNotification(NotificationKey.OfCampaign(kind, campaign, to, cause, channel), NotificationState.Pending)
            {
                Channel = channel,
                Summary = new Summary(kind, to) { Campaign = campaign },
                RequestedAt = clock.GetUtcNow(),
            };
            await EnqueueAsync(notification, cancellationToken);
        }
    }

    /// <summary>A crash between the two leaves a row without a message. The effect stays pending until both are done.</summary>
    public async Task EnqueueAsync(StoredNotification notification, CancellationToken cancellationToken)
    {
        var stored = await store.AddAsync(notification, cancellationToken);
        if (!stored.State.IsUnderWay)
            return;
        if (stored is { Notice: { } notice, Batch: { } batchMail })
            await batches.EnqueueAsync(stored, notice, batchMail, cancellationToken);
        else
            await queue.SendAsync(new NotificationMessage(stored.Key, 0, 0), cancellationToken);
    }

    /// <param name="timing">Null: another mail includes it.</param>
    private async Task EnqueueMailAsync(StoredNotification notification, Notice notice, MailTiming? timing, CancellationToken cancellationToken)
    {
        switch (timing)
        {
            case MailTiming.AtOnce:
                await EnqueueAsync(notification, cancellationToken);
                break;
            case MailTiming.Digest:
                // The digest reads open tasks from the lists. Closed tasks and comments are not in the lists, so they become pending items,
                // once.
                if (ListOf(notice.Kind) is { } list && await store.FindAsync(notification.Key, cancellationToken) is null)
                    await pending.AddAsync(list, notice, notification.Key, notification.RequestedAt, cancellationToken);
                await store.AddAsync(notification.Become(NotificationState.Skipped) with { Batch = null, Reason = "in_digest" }, cancellationToken);
                break;
            case null:
                await store.AddAsync(notification.Become(NotificationState.Skipped) with { Batch = null, Reason = SkipCodes.Together }, cancellationToken);
                break;
            case MailTiming.Off:
                await store.AddAsync(notification.Become(NotificationState.Skipped) with { Batch = null, Reason = SkipCodes.TurnedOff }, cancellationToken);
                break;
        }
    }

    private StoredNotification New(Notice notice, ChannelKey channel, BatchWindow? batch) => new(NotificationKey.Of(notice, channel), NotificationState.Pending)
    {
        Channel = channel,
        Notice = notice,
        Batch = batch is null ? null : NotificationKey.OfBatch(notice.To, batch.StartedAt, channel),
        RequestedAt = clock.GetUtcNow(),
    };

    /// <summary>The list of pending items for what a digest cannot read from the task lists; null: none is needed.</summary>
    private static string? ListOf(NotificationKind kind) => NotificationTopics.Of(kind) switch
    {
        NotificationTopic.Ended => PendingItems.Ended,
        NotificationTopic.Comment => PendingItems.Commented,
        _ => null,
    };
}
