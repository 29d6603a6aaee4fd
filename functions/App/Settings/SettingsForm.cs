using System.Globalization;
using AccessReview.App.Http;
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

    public static string SlackOf(NotificationTopic topic) => $"slack-{EnumNames.Of(topic)}";

    /// <summary>A topic that is not in the form, such as a locked one, gets the organization's default.</summary>
    public static SettingsForm Read(IFormCollection form)
    {
        List<TopicWish> wishes = [];
        List<FaultyField> faults = [];
        foreach (var topic in Enum.GetValues<NotificationTopic>().Where(topic => form.ContainsKey(MailOf(topic))))
        {
            var (mail, slack) = (Timing(form[MailOf(topic)]), form[SlackOf(topic)]);
            if (mail is { } timing && slack is ([] or [On or Off]))
                wishes.Add(new TopicWish(topic, timing, slack is [var choice] ? choice == On : null));
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
