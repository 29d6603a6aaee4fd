using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using AccessReview.Domain.Notifications;

namespace AccessReview.App.Settings;

/// <param name="Topic">The topic.</param>
/// <param name="Mail">When to notify by mail.</param>
public sealed record TopicWish(NotificationTopic Topic, MailTiming Mail)
{
    /// <summary>Whether to notify by this channel too; null: the organization's default.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Channels { get; init; }
}

/// <param name="Hour">0 to 23; null: the organization's default.</param>
/// <param name="WeekdaysOnly">Null: the organization's default.</param>
public sealed record DigestWish([property: Range(0, 23)] int? Hour = null, bool? WeekdaysOnly = null);

/// <summary>A user's notification settings. A topic that is left out has the organization's default.</summary>
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

/// <param name="Field">The name in the API: topics.reminder, digest.hour.</param>
public sealed record FaultyField(string Field, SettingFault Fault);
