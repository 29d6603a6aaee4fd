using AccessReview.App.Email;

namespace AccessReview.App.Notifications;

/// <summary>A mail without a task.</summary>
/// <param name="OperationKey">The key of the operation. A second mail with the same key is not sent.</param>
public sealed record MailToSend(string To, string Subject, string Html, string Text, string OperationKey)
{
    /// <summary>
    /// The mail is not sent after this time, because its content is no longer valid. Set for mails that anybody can
    /// request. They get only a small share of the budget.
    /// </summary>
    public DateTimeOffset? NotAfter { get; init; }
}

/// <summary>Sends mails without a task in the same way as all others: stored, queued, retried, and within the budget.</summary>
public sealed class Mailer(NotificationOutbox outbox, NotificationStore store, TimeProvider clock)
{
    /// <exception cref="ArgumentException">The mail is invalid: see <see cref="Mail"/>.</exception>
    public Task SendAsync(MailToSend mail, CancellationToken cancellationToken) =>
        outbox.EnqueueAsync(
            new StoredNotification(NotificationKey.OfMail(mail.OperationKey), NotificationState.Pending)
            {
                Mail = new Mail(mail.To, null, mail.Subject, mail.Html, mail.Text),
                RequestedAt = clock.GetUtcNow(),
                NotAfter = mail.NotAfter,
            },
            cancellationToken);

    /// <summary>Cancels a mail that has not been sent yet, because a newer one replaces it.</summary>
    public async Task WithdrawAsync(string operationKey, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(NotificationKey.OfMail(operationKey), cancellationToken) is { State: NotificationState.Pending } waiting)
            await store.WriteAsync(waiting.Become(NotificationState.Skipped) with { Mail = null, Reason = "replaced" }, cancellationToken);
    }
}
