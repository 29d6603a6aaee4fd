using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Notifications;

/// <summary>What somebody is told about, as people choose channels for it.</summary>
public enum NotificationTopic
{
    /// <summary>You have a task.</summary>
    Assigned,

    /// <summary>It still waits.</summary>
    Reminder,

    /// <summary>It is about to close.</summary>
    LastReminder,

    /// <summary>You have a task because somebody else did not answer.</summary>
    Escalated,

    /// <summary>How it ended, and whether a change of access failed.</summary>
    Ended,

    /// <summary>Somebody has commented on a task.</summary>
    Comment,
}

public static class NotificationTopics
{
    public static NotificationTopic Of(NotificationKind kind) => kind switch
    {
        NotificationKind.Assigned or NotificationKind.Delegated => NotificationTopic.Assigned,
        NotificationKind.Reminder => NotificationTopic.Reminder,
        NotificationKind.SecondChannel => NotificationTopic.LastReminder,
        NotificationKind.Escalated or NotificationKind.Unassigned => NotificationTopic.Escalated,
        NotificationKind.Outcome or NotificationKind.Failed => NotificationTopic.Ended,
        NotificationKind.Commented => NotificationTopic.Comment,
    };

    extension(NotificationTopic topic)
    {
        /// <summary>Told a day later, it would be told too late.</summary>
        public bool IsUrgent => topic switch
        {
            NotificationTopic.LastReminder or NotificationTopic.Escalated => true,
            NotificationTopic.Assigned or NotificationTopic.Reminder or NotificationTopic.Ended or NotificationTopic.Comment => false,
        };
    }
}
