using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <summary>A part of a mail about several tasks. The most urgent part comes first.</summary>
public enum SummarySection
{
    Unassigned,
    Escalated,
    LastReminder,
    Reminder,
    New,

    /// <summary>All open tasks, in a digest.</summary>
    Open,
    Comment,
    Closed,
}

public static class SummarySections
{
    public static SummarySection Of(NotificationKind kind) => kind switch
    {
        NotificationKind.Unassigned => SummarySection.Unassigned,
        NotificationKind.Escalated => SummarySection.Escalated,
        NotificationKind.SecondChannel => SummarySection.LastReminder,
        NotificationKind.Reminder => SummarySection.Reminder,
        NotificationKind.Assigned or NotificationKind.Delegated => SummarySection.New,
        // Questions and answers are sent alone, see NotificationTopics.IsSentAlone.
        NotificationKind.Commented or NotificationKind.Question or NotificationKind.Answer or NotificationKind.Unanswered => SummarySection.Comment,
        NotificationKind.Outcome or NotificationKind.Failed or NotificationKind.RemovalPlanned or NotificationKind.RemovalContested or NotificationKind.RemovalJudged =>
            SummarySection.Closed,
    };
}
