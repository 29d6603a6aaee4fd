using System.Security.Cryptography;
using System.Text;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Notifications;

namespace AccessReview.App.Settings;

/// <param name="Topic">What the person is told about.</param>
/// <param name="Mail">When by mail.</param>
/// <param name="Slack">By Slack too? Null: there is no Slack.</param>
/// <param name="IsLocked">The organization decides this.</param>
/// <param name="MailChoices">What mail may be, were it the person's to choose.</param>
public sealed record TopicSettings(NotificationTopic Topic, MailTiming Mail, bool? Slack, bool IsLocked, IReadOnlyList<MailTiming> MailChoices);

/// <param name="Hour">Of the person's own clock.</param>
/// <param name="WeekdaysOnly">None on Saturdays and Sundays.</param>
/// <param name="TimeZone">Whose clock that is.</param>
public sealed record DigestSettings(int Hour, bool WeekdaysOnly, string TimeZone);

/// <summary>How a person is told, as the API and the page show it.</summary>
public sealed record NotificationSettingsView(IReadOnlyList<TopicSettings> Topics, DigestSettings Digest)
{
    public static NotificationSettingsView Of(User user, NotificationPreferences own, OrganizationNotifications organization) => new(
        [.. Enum.GetValues<NotificationTopic>().Select(topic => Of(topic, own, organization))],
        new DigestSettings(own.DigestHour ?? organization.DigestHour, own.DigestOnWeekdaysOnly ?? organization.DigestOnWeekdaysOnly, user.TimeZone));

    /// <summary>Also the organization's part may change, so all that is shown counts.</summary>
    internal string Tag() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(RowJson.Write(this))))[..16];

    private static TopicSettings Of(NotificationTopic topic, NotificationPreferences own, OrganizationNotifications organization)
    {
        var channels = NotificationPlan.For(own, organization, topic);
        return new TopicSettings(topic, channels.Mail, organization.HasSlack ? channels.Slack : null, organization.Of(topic).IsLocked, NotificationPlan.ChoicesFor(organization, topic));
    }
}
