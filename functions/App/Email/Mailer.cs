using AccessReview.App.Notifications;

namespace AccessReview.App.Email;

/// <summary>A mail that concerns no task.</summary>
/// <param name="OperationKey">What it is sent for: the same key again sends nothing again.</param>
public sealed record MailToSend(string To, string Subject, string Html, string Text, string OperationKey);

/// <summary>Sends mails that concern no task, the way all others go: on record, by the queue, tried again, within the budget.</summary>
public sealed class Mailer(NotificationOutbox outbox, TimeProvider clock)
{
    /// <exception cref="ArgumentException">It cannot be a mail: see <see cref="Mail"/>.</exception>
    public Task SendAsync(MailToSend mail, CancellationToken cancellationToken) =>
        outbox.EnqueueAsync(
            new StoredNotification(NotificationKey.OfMail(mail.OperationKey), NotificationState.Pending)
            {
                Mail = new Mail(mail.To, null, mail.Subject, mail.Html, mail.Text),
                RequestedAt = clock.GetUtcNow(),
            },
            cancellationToken);
}
