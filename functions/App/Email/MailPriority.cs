using AccessReview.Domain.Tasks;

namespace AccessReview.App.Email;

/// <summary>Whose turn it is first when mails have to wait.</summary>
public enum MailPriority
{
    /// <summary>Somebody waits for it at their screen, or a task is about to close.</summary>
    First,
    Usual,
    Last,
}

public static class MailPriorities
{
    /// <param name="kind">Null: a mail that concerns no task, such as a sign-in link.</param>
    public static MailPriority Of(NotificationKind? kind) => kind switch
    {
        null or NotificationKind.Escalated or NotificationKind.SecondChannel => MailPriority.First,
        NotificationKind.Assigned or NotificationKind.Outcome or NotificationKind.Failed => MailPriority.Usual,
        NotificationKind.Reminder => MailPriority.Last,
        _ => MailPriority.Usual,
    };
}
