using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Notifications;

namespace AccessReview.App.Settings;

/// <param name="Topic">The topic.</param>
/// <param name="Mail">When to notify by mail.</param>
/// <param name="IsLocked">The organization decides this topic.</param>
/// <param name="MailChoices">The possible values of Mail, unless the topic is locked.</param>
public sealed record TopicSettings(NotificationTopic Topic, MailTiming Mail, bool IsLocked, IReadOnlyList<MailTiming> MailChoices)
{
    /// <summary>Whether to notify by this channel too; null: the organization does not have it.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Channels { get; init; }
}

/// <param name="Hour">In the user's time zone.</param>
/// <param name="WeekdaysOnly">Not on Saturdays and Sundays.</param>
/// <param name="TimeZone">The user's time zone.</param>
public sealed record DigestSettings(int Hour, bool WeekdaysOnly, string TimeZone);

/// <summary>A user's notification settings as the API and the page show them.</summary>
public sealed record NotificationSettingsView(IReadOnlyList<TopicSettings> Topics, DigestSettings Digest)
{
    public static NotificationSettingsView Of(User user, NotificationPreferences own, OrganizationNotifications organization) => new(
        [.. Enum.GetValues<NotificationTopic>().Select(topic => Of(topic, own, organization))],
        new DigestSettings(own.DigestHour ?? organization.DigestHour, own.DigestOnWeekdaysOnly ?? organization.DigestOnWeekdaysOnly, user.TimeZone));

    /// <summary>The tag covers everything that is shown, because the organization's part can change too.</summary>
    internal string Tag() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(RowJson.Write(this))))[..16];

    private static TopicSettings Of(NotificationTopic topic, NotificationPreferences own, OrganizationNotifications organization)
    {
        var channels = NotificationPlan.For(own, organization, topic);
        return new TopicSettings(topic, channels.Mail, organization.Of(topic).IsLocked, NotificationPlan.ChoicesFor(organization, topic)) { Channels = ChannelMembers.Of(channels.Others) };
    }
}
