using AccessReview.Domain.Notifications;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Settings;

/// <summary>The words of the page on which people choose how they are told.</summary>
public static class SettingsWords
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
        NotificationTopic.Assigned => Say($"Somebody asks you, or a task is handed to you."),
        NotificationTopic.Reminder => Say($"A task still waits for you."),
        NotificationTopic.LastReminder => Say($"A task is about to close without an answer."),
        NotificationTopic.Escalated => Say($"You are asked because others have not answered."),
        NotificationTopic.Comment => Say($"Somebody comments on a task that is assigned to you, that you requested, or that you commented on."),
        NotificationTopic.Ended => Say($"How something ended that you had asked for, and changes of access that failed."),
    };

    public static string Name(MailTiming timing) => timing switch
    {
        MailTiming.AtOnce => Say($"At once"),
        MailTiming.Digest => Say($"In the daily digest"),
        MailTiming.Off => Say($"Off"),
    };

    public static string Name(bool isOn) => isOn ? Say($"At once") : Say($"Off");

    public static string Fault(SettingFault fault) => fault switch
    {
        SettingFault.Locked => Say($"Your organization decides this."),
        SettingFault.TooUrgentForDigest => Say($"This is too urgent to wait for a digest. Choose at once, or off."),
        SettingFault.NamedTwice or SettingFault.Unreadable => Say($"Choose one of the choices."),
        SettingFault.NoSuchHour => Say($"Choose an hour of the day."),
    };
}
