using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Notifications;

/// <summary>A group of notifications that users choose channels for.</summary>
public enum NotificationTopic
{
    /// <summary>You have a new task.</summary>
    Assigned,

    /// <summary>The task is still open.</summary>
    Reminder,

    /// <summary>The task closes soon.</summary>
    LastReminder,

    /// <summary>You have a task because its assignee did not answer in time.</summary>
    Escalated,

    /// <summary>How a task ended, or that a change of access failed.</summary>
    Ended,

    /// <summary>A new comment on a task, a question to the requester or its answer.</summary>
    Comment,
}

public static class NotificationTopics
{
    public static NotificationTopic Of(NotificationKind kind) => kind switch
    {
        NotificationKind.Assigned or NotificationKind.Delegated or NotificationKind.RemovalContested => NotificationTopic.Assigned,
        NotificationKind.Reminder => NotificationTopic.Reminder,
        NotificationKind.SecondChannel => NotificationTopic.LastReminder,
        NotificationKind.Escalated or NotificationKind.Unassigned => NotificationTopic.Escalated,
        NotificationKind.Outcome or NotificationKind.Failed or NotificationKind.RemovalPlanned or NotificationKind.RemovalJudged => NotificationTopic.Ended,
        NotificationKind.Commented or NotificationKind.Question or NotificationKind.Answer or NotificationKind.Unanswered => NotificationTopic.Comment,
    };

    /// <summary>
    /// Questions, answers and time-outs are sent alone and at once: the ladder waits for the answer, for two days at most. So are
    /// notifications about a removal in its cooling-off time, which may be shorter than a day.
    /// </summary>
    public static bool IsSentAlone(NotificationKind kind) => kind is NotificationKind.Question or NotificationKind.Answer or NotificationKind.Unanswered
        or NotificationKind.RemovalPlanned or NotificationKind.RemovalContested or NotificationKind.RemovalJudged;

    /// <summary>Returns whether the first notification of a batch window waits for the others. A campaign opens many tasks in the same second.</summary>
    /// <param name="isOfCampaign">A campaign opened the task.</param>
    public static bool FirstWaits(NotificationKind kind, bool isOfCampaign) => (isOfCampaign && kind == NotificationKind.Assigned) || Of(kind).WaitsForOthers;

    extension(NotificationTopic topic)
    {
        /// <summary>A notification of this topic must not be a day late.</summary>
        public bool IsUrgent => topic switch
        {
            NotificationTopic.LastReminder or NotificationTopic.Escalated => true,
            NotificationTopic.Assigned or NotificationTopic.Reminder or NotificationTopic.Ended or NotificationTopic.Comment => false,
        };

        /// <summary>
        /// Whether the first notification of a batch window waits for the others. The clock causes these, so many come in
        /// the same second. The other topics answer what a person just did, so the first one is sent immediately.
        /// </summary>
        public bool WaitsForOthers => topic switch
        {
            NotificationTopic.Reminder or NotificationTopic.LastReminder or NotificationTopic.Escalated => true,
            NotificationTopic.Assigned or NotificationTopic.Ended or NotificationTopic.Comment => false,
        };
    }
}
