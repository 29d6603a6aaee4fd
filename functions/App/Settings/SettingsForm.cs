using System.Globalization;
using AccessReview.App.Http;
using AccessReview.App.Notifications;
using AccessReview.Domain.Notifications;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace AccessReview.App.Settings;

/// <summary>The page's form as it was sent.</summary>
/// <param name="Wanted">The fields that could be read.</param>
/// <param name="Unreadable">The fields that could not be read; the page's own form never sends such values.</param>
public sealed record SettingsForm(NotificationSettingsRequest Wanted, IReadOnlyList<FaultyField> Unreadable)
{
    public const string Hour = "digest-hour";
    public const string Days = "digest-days";
    public const string Weekdays = "weekdays";
    public const string EveryDay = "all";
    public const string On = "on";
    public const string Off = "off";

    public static string MailOf(NotificationTopic topic) => $"mail-{EnumNames.Of(topic)}";

    public static string ChannelOf(ChannelKey channel, NotificationTopic topic) => $"{channel}-{EnumNames.Of(topic)}";

    /// <summary>A topic that is not in the form, such as a locked one, gets the organization's default.</summary>
    /// <param name="form">The fields.</param>
    /// <param name="channels">The channels besides mail.</param>
    public static SettingsForm Read(IFormCollection form, IReadOnlyList<ChannelDescription> channels)
    {
        List<TopicWish> wishes = [];
        List<FaultyField> faults = [];
        foreach (var topic in Enum.GetValues<NotificationTopic>().Where(topic => form.ContainsKey(MailOf(topic))))
        {
            var others = channels.Select(channel => (channel.Key, Sent: form[ChannelOf(channel.Key, topic)])).Where(other => other.Sent.Count > 0).ToList();
            if (Timing(form[MailOf(topic)]) is { } timing && others.All(other => other.Sent is [On or Off]))
                wishes.Add(new TopicWish(topic, timing) { Channels = ChannelMembers.Of(others.Select(other => KeyValuePair.Create(other.Key, other.Sent == On))) });
            else
                faults.Add(new FaultyField(NotificationSettings.FieldOf(topic), SettingFault.Unreadable));
        }

        var hour = form[Hour] is [{ Length: > 0 and <= 9 } text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
        if (hour is null && form.ContainsKey(Hour))
            faults.Add(new FaultyField("digest.hour", SettingFault.NoSuchHour));
        bool? weekdays = form[Days] switch
        {
            [Weekdays] => true,
            [EveryDay] => false,
            _ => null,
        };
        return new SettingsForm(new NotificationSettingsRequest(wishes, new DigestWish(hour, weekdays)), faults);
    }

    private static MailTiming? Timing(StringValues sent) => sent is [var code] ? EnumNames.Read<MailTiming>(code) : null;
}
