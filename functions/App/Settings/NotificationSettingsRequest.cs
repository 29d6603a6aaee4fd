using AccessReview.Domain.Notifications;

namespace AccessReview.App.Settings;

/// <param name="Slack">Left out: as the organization has it.</param>
public sealed record TopicWish(NotificationTopic Topic, MailTiming Mail, bool? Slack = null);

/// <param name="Hour">0 to 23; left out: the organization's.</param>
/// <param name="WeekdaysOnly">Left out: as the organization has it.</param>
public sealed record DigestWish(int? Hour = null, bool? WeekdaysOnly = null);

/// <summary>How a person wants to be told. A topic that is left out is told as the organization has it.</summary>
public sealed record NotificationSettingsRequest(IReadOnlyList<TopicWish> Topics, DigestWish? Digest = null);

/// <summary>What is wrong with one field.</summary>
public enum SettingFault
{
    Locked,
    TooUrgentForDigest,
    NamedTwice,
    NoSuchHour,
    Unreadable,
}

/// <param name="Field">As the API names it: topics.reminder, digest.hour.</param>
public sealed record FaultyField(string Field, SettingFault Fault);
