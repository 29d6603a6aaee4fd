using AccessReview.App.Email;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <summary>The order of mails when the budget makes them wait.</summary>
public static class MailPriorities
{
    /// <param name="notification">The notification.</param>
    /// <param name="included">The notifications of a batch: the most urgent one determines its order.</param>
    public static MailPriority Of(StoredNotification notification, IReadOnlyList<Notice> included) => notification.Summary?.Kind switch
    {
        SummaryKind.Gathered when included.Count > 0 => included.Min(notice => Of(notice.Kind)),
        SummaryKind.Gathered or SummaryKind.Delegated => Of(NotificationKind.Assigned),
        SummaryKind.Campaign or SummaryKind.Overdue => Of(NotificationKind.Reminder),
        SummaryKind.Digest => MailPriority.Last,
        null => Of(notification.Notice?.Kind),
        _ => MailPriority.Usual,
    };

    /// <param name="kind">Null: a mail without a task, such as a sign-in link.</param>
    public static MailPriority Of(NotificationKind? kind) => kind switch
    {
        null or NotificationKind.Escalated or NotificationKind.Unassigned or NotificationKind.SecondChannel => MailPriority.First,
        NotificationKind.Assigned or NotificationKind.Delegated or NotificationKind.Outcome or NotificationKind.Failed or NotificationKind.Commented
            or NotificationKind.Question or NotificationKind.Answer or NotificationKind.Unanswered
            or NotificationKind.RemovalPlanned or NotificationKind.RemovalContested or NotificationKind.RemovalJudged => MailPriority.Usual,
        NotificationKind.Reminder => MailPriority.Later,
        _ => MailPriority.Usual,
    };
}
