using AccessReview.App.Email;

namespace AccessReview.App.Notifications;

/// <summary>A mail that concerns no task.</summary>
/// <param name="OperationKey">What it is sent for: the same key again sends nothing again.</param>
public sealed record MailToSend(string To, string Subject, string Html, string Text, string OperationKey)
{
    /// <summary>
    /// From then on what it carries is worth nothing, and it is not sent. Set for mails that anybody can ask for: they have
    /// a small share of the budget, and no more.
    /// </summary>
    public DateTimeOffset? NotAfter { get; init; }
}

/// <summary>Sends mails that concern no task, the way all others go: on record, by the queue, tried again, within the budget.</summary>
public sealed class Mailer(NotificationOutbox outbox, NotificationStore store, TimeProvider clock)
{
    /// <exception cref="ArgumentException">It cannot be a mail: see <see cref="Mail"/>.</exception>
    public Task SendAsync(MailToSend mail, CancellationToken cancellationToken) =>
        outbox.EnqueueAsync(
            new StoredNotification(NotificationKey.OfMail(mail.OperationKey), NotificationState.Pending)
            {
                Mail = new Mail(mail.To, null, mail.Subject, mail.Html, mail.Text),
                RequestedAt = clock.GetUtcNow(),
                NotAfter = mail.NotAfter,
            },
            cancellationToken);

    /// <summary>Sees to it that a mail which still waits is not sent: a newer one says more.</summary>
    public async Task WithdrawAsync(string operationKey, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(NotificationKey.OfMail(operationKey), cancellationToken) is { State: NotificationState.Pending } waiting)
            await store.WriteAsync(waiting.Become(NotificationState.Skipped) with { Mail = null, Reason = "replaced" }, cancellationToken);
    }
}
