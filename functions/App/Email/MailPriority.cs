using AccessReview.App.Notifications;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Email;

/// <summary>Whose turn it is first when mails have to wait.</summary>
public enum MailPriority
{
    /// <summary>Somebody waits for it at their screen, or a task is about to close.</summary>
    First,
    Usual,

    /// <summary>A reminder.</summary>
    Later,

    /// <summary>A digest: there is a whole day for it.</summary>
    Last,
}

public static class MailPriorities
{
    public static MailPriority Of(StoredNotification notification) => notification.Summary?.Kind switch
    {
        SummaryKind.Gathered or SummaryKind.Delegated => Of(NotificationKind.Assigned),
        SummaryKind.Digest => MailPriority.Last,
        null => Of(notification.Notice?.Kind),
        _ => MailPriority.Usual,
    };

    /// <param name="kind">Null: a mail that concerns no task, such as a sign-in link.</param>
    public static MailPriority Of(NotificationKind? kind) => kind switch
    {
        null or NotificationKind.Escalated or NotificationKind.Unassigned or NotificationKind.SecondChannel => MailPriority.First,
        NotificationKind.Assigned or NotificationKind.Delegated or NotificationKind.Outcome or NotificationKind.Failed or NotificationKind.Commented => MailPriority.Usual,
        NotificationKind.Reminder => MailPriority.Later,
        _ => MailPriority.Usual,
    };
}
