using AccessReview.Domain.Notifications;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Settings;

/// <summary>The texts of the notification settings page.</summary>
public static class SettingsText
{
    public static string Name(NotificationTopic topic) => topic switch
    {
        NotificationTopic.Assigned => Say($"New tasks"),
        NotificationTopic.Reminder => Say($"Reminders"),
        NotificationTopic.LastReminder => Say($"Last reminders"),
        NotificationTopic.Escalated => Say($"Escalations"),
        NotificationTopic.Ended => Say($"Outcomes"),
        NotificationTopic.Comment => Say($"Comments"),
    };

    public static string Explanation(NotificationTopic topic) => topic switch
    {
        NotificationTopic.Assigned => Say($"A task is assigned or reassigned to you."),
        NotificationTopic.Reminder => Say($"A task still needs your decision."),
        NotificationTopic.LastReminder => Say($"A task will soon close without a decision."),
        NotificationTopic.Escalated => Say($"A task moves to you because others did not answer."),
        NotificationTopic.Comment => Say($"Somebody comments on a task that is assigned to you, that you requested, or that you commented on. Questions and answers are included."),
        NotificationTopic.Ended => Say($"The outcome of your requests, and access changes that failed."),
    };

    public static string Name(MailTiming timing) => timing switch
    {
        MailTiming.AtOnce => Say($"Immediately"),
        MailTiming.Digest => Say($"In the daily digest"),
        MailTiming.Off => Say($"Off"),
    };

    public static string Name(bool isOn) => isOn ? Say($"Immediately") : Say($"Off");

    public static string Fault(SettingFault fault) => fault switch
    {
        SettingFault.Locked => Say($"Set by your organization."),
        SettingFault.TooUrgentForDigest => Say($"This is too urgent for a digest. Choose Immediately or Off."),
        SettingFault.NamedTwice or SettingFault.Unreadable => Say($"Choose one of the options."),
        SettingFault.NoSuchHour => Say($"Choose an hour of the day."),
    };
}
