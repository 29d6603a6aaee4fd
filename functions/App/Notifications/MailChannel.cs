using AccessReview.App.Email;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Notifications;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Notifications;

/// <summary>
/// Sends a notification by mail. Its row records each call before it is made, so that the state after a crash is known.
/// The recipient gets at most one mail, or one repeat if nobody can know whether the first was sent.
/// </summary>
internal sealed partial class MailChannel(
    NotificationStore store,
    NotificationMails mails,
    SummaryMails summaries,
    NotificationBatch batches,
    MailBudget budget,
    MailPost post,
    SentMails sent,
    TimeProvider clock,
    ILogger<MailChannel> logger) : INotificationChannel
{
    public ChannelKey Key => ChannelKey.Mail;

    /// <summary>Every user has an address. An invalid one fails when the mail is written.</summary>
    public Task<bool> ReachesAsync(UserId person, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<Delivery> DeliverAsync(StoredNotification notification, DeliveryTurn turn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notification);
        ArgumentNullException.ThrowIfNull(turn);
        return notification.State switch
        {
            NotificationState.Pending => StartAsync(notification, turn, cancellationToken),
            NotificationState.Sending => ResumeAsync(notification, cancellationToken),
            // An operator can retry it.
            NotificationState.Failed => Task.FromResult<Delivery>(new Delivery.Done()),
            // Already finished: redo the clean-up that a crash may have skipped.
            _ => ForgetAsync(notification, cancellationToken),
        };
    }

    public async Task<string?> FaultOfAsync(StoredNotification notification, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notification);
        return notification.Notice is { } notice && await mails.PrepareAsync(notice, null, cancellationToken) is Preparation.Impossible impossible ? impossible.Reason : null;
    }

    public async Task<bool> WasAcceptedAsync(StoredNotification notification, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notification);
        return notification.FirstSentAt is not null && await post.KnowsAsync(notification.Operation, cancellationToken);
    }

    private async Task<Delivery> StartAsync(StoredNotification notification, DeliveryTurn turn, CancellationToken cancellationToken)
    {
        if (IsOver(notification, clock.GetUtcNow()))
            return await SkipAsync(notification, "expired", cancellationToken);
        if (await batches.WaitForBatchAsync(notification, cancellationToken) is { } carried)
            return new Delivery.Wait(carried);
        // Both are read at the same time.
        var spent = budget.ReadAsync(cancellationToken);
        var preparation = notification.Notice is { } notice ? await mails.PrepareAsync(notice, turn.Task, cancellationToken)
            : notification.Summary is { } summary ? await summaries.PrepareAsync(notification, summary, cancellationToken)
            : null;
        if (preparation is Preparation.Impossible impossible)
            return new Delivery.Impossible(impossible.Reason);
        if (preparation is Preparation.Skip skip)
            return await SkipAsync(notification, skip.Reason, cancellationToken);
        var included = IncludesOf(preparation);
        var taking = budget.TryTakeAsync(MailPriorities.Of(notification, included), turn.HasWaited, notification.NotAfter is not null, await spent, cancellationToken);
        // A mail that has to wait is mostly known before anything is written, and gets no link. For others the link is recorded
        // at the same time.
        if (taking.IsCompleted && await taking is { } until)
            return await WaitAsync(notification, until, cancellationToken);

        var mail = preparation switch
        {
            Preparation.Ready ready => await mails.WriteAsync(ready, cancellationToken),
            Preparation.ReadySummary ready => await summaries.WriteAsync(ready.Matter, cancellationToken),
            _ => notification.Mail,
        };
        if (await taking is { } later)
            return await WaitAsync(notification, later, cancellationToken);
        return mail is null ? new Delivery.Impossible("unwritable") : await SendAsync(notification with { Mail = mail, Includes = BatchContent.Write([.. included.Select(NotificationKey.Of)]) }, cancellationToken);
    }

    private async Task<Delivery> WaitAsync(StoredNotification notification, DateTimeOffset until, CancellationToken cancellationToken) =>
        IsOver(notification, until) ? await SkipAsync(notification, "expired", cancellationToken) : new Delivery.Wait(until);

    /// <summary>A batch mail with one task left is that task's own mail.</summary>
    private static IReadOnlyList<Notice> IncludesOf(Preparation? preparation) => preparation switch
    {
        Preparation.ReadySummary ready => ready.Matter.Includes,
        Preparation.Ready ready => ready.Includes,
        _ => [],
    };

    private static bool IsOver(StoredNotification notification, DateTimeOffset at) => notification.NotAfter <= at;

    private async Task<Delivery> SkipAsync(StoredNotification notification, string reason, CancellationToken cancellationToken)
    {
        Log.Skipped(logger, notification.Key.Id, reason);
        await store.WriteAsync(notification.Become(NotificationState.Skipped) with { Mail = null, Reason = reason }, cancellationToken);
        return await ForgetAsync(notification, cancellationToken);
    }

    /// <summary>The mail was about to be sent, or is being sent now. The mail service knows it, or recognizes the repeat.</summary>
    private async Task<Delivery> ResumeAsync(StoredNotification notification, CancellationToken cancellationToken)
    {
        if (await post.KnowsAsync(notification.Operation, cancellationToken))
            return await AcceptAsync(notification, cancellationToken);
        if (IsOver(notification, clock.GetUtcNow()))
        {
            return notification.IsAnswered
                ? await SkipAsync(notification.Become(NotificationState.Pending), "expired", cancellationToken)
                : await LeaveAsync(notification, cancellationToken);
        }

        if (clock.GetUtcNow() - notification.FirstSentAt < MailPost.RepeatsKnown)
            return await SendAsync(notification, cancellationToken);
        if (notification.IsAnswered)
            return await SendAsync(notification with { Group = notification.Group + 1, FirstSentAt = null }, cancellationToken);
        if (notification.IsResent)
            return await LeaveAsync(notification, cancellationToken);

        return await SendAsync(notification with { Group = notification.Group + 1, FirstSentAt = null, IsResent = true }, cancellationToken);
    }

    private async Task<Delivery> LeaveAsync(StoredNotification notification, CancellationToken cancellationToken)
    {
        await store.WriteAsync(notification.Become(NotificationState.Uncertain) with { Mail = null }, cancellationToken);
        Log.Uncertain(logger, notification.Key.Id);
        return new Delivery.Done();
    }

    private async Task<Delivery> SendAsync(StoredNotification notification, CancellationToken cancellationToken)
    {
        var sending = notification.Become(NotificationState.Sending) with { FirstSentAt = notification.FirstSentAt ?? clock.GetUtcNow(), IsAnswered = false };
        if (await store.WriteAsync(sending, cancellationToken) is not { } written)
            return new Delivery.Retry("raced");

        var posted = await post.SendAsync(written.Mail!, written.Operation, cancellationToken); // Not null: both callers have set the mail.
        switch (posted)
        {
            case Posted.Accepted:
                return await AcceptAsync(written, cancellationToken);
            case Posted.Refused refused:
                return new Delivery.Impossible($"refused_{refused.Status}_{refused.Code}");
            case Posted.Declined declined:
                if (declined.Pause is { } pause)
                    await budget.BlockAsync(pause, cancellationToken);
                // The mail service repeats a 4xx response for the same operation, so the next attempt uses a new one. After a 5xx it tries
                // again.
                await store.WriteAsync(
                    declined.Status < 500
                        ? written.Become(NotificationState.Pending) with { Group = written.Group + 1, FirstSentAt = null, Mail = written.IsWrittenLate ? null : written.Mail }
                        : written with { IsAnswered = true },
                    cancellationToken);
                return new Delivery.Retry($"declined_{declined.Status}", declined.Pause);
            default:
                return new Delivery.Retry("unanswered");
        }
    }

    private async Task<Delivery> AcceptAsync(StoredNotification notification, CancellationToken cancellationToken)
    {
        var accepted = notification.Become(NotificationState.Accepted) with { Mail = null, AcceptedAt = clock.GetUtcNow() };
        if (await store.WriteAsync(accepted, cancellationToken) is not null)
            await sent.CountAsync(cancellationToken);
        Log.Accepted(logger, notification.Key.Id);
        return await ForgetAsync(notification, cancellationToken);
    }

    private async Task<Delivery> ForgetAsync(StoredNotification notification, CancellationToken cancellationToken)
    {
        if (notification.Summary is { } summary)
            await summaries.ForgetAsync(notification, summary, cancellationToken);
        return new Delivery.Done();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Notification {Notification} accepted by the mail service")]
        public static partial void Accepted(ILogger logger, string notification);

        [LoggerMessage(LogLevel.Information, "Notification {Notification} skipped: {Reason}")]
        public static partial void Skipped(ILogger logger, string notification, string reason);

        [LoggerMessage(LogLevel.Warning, "Notification {Notification} may or may not have been sent: the mail service's answer was lost")]
        public static partial void Uncertain(ILogger logger, string notification);
    }
}
