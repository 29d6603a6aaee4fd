using System.ComponentModel.DataAnnotations;
using AccessReview.Domain.Notifications;

namespace AccessReview.App.Notifications;

/// <summary>Settings <c>Notifications:*</c>: how people are told who have chosen nothing, and what they may not choose. Topics are parted by commas.</summary>
public sealed record NotificationsOptions
{
    public const string Section = "Notifications";

    /// <summary>Topics whose mails wait for the day's digest.</summary>
    public string MailInDigest { get; init; } = "";

    /// <summary>Topics that no mail is sent for.</summary>
    public string MailOff { get; init; } = "";

    /// <summary>Topics that Slack does not tell.</summary>
    public string SlackOff { get; init; } = "";

    /// <summary>Topics that nobody may choose otherwise for.</summary>
    public string Locked { get; init; } = "";

    /// <summary>The hour of everybody's own clock.</summary>
    [Range(0, 23)]
    public int DigestHour { get; init; } = 9;

    public bool DigestOnWeekdaysOnly { get; init; } = true;

    /// <summary>
    /// After a mail about a new task, what else the same person is given within this time goes in one mail at its end; 0: each
    /// goes at once. Not longer than mails may be late.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:30:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan GatherFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <param name="hasSlack">Is Slack connected at all?</param>
    public OrganizationNotifications ToOrganization(bool hasSlack)
    {
        var (digest, off, silent, locked) = (Read(MailInDigest), Read(MailOff), Read(SlackOff), Read(Locked));
        return new OrganizationNotifications
        {
            HasSlack = hasSlack,
            DigestHour = DigestHour,
            DigestOnWeekdaysOnly = DigestOnWeekdaysOnly,
            Topics = Enum.GetValues<NotificationTopic>().ToDictionary(
                topic => topic,
                topic => new TopicDefault(
                    new Channels(off.Contains(topic) ? MailTiming.Off : digest.Contains(topic) ? MailTiming.Digest : MailTiming.AtOnce, !silent.Contains(topic)),
                    locked.Contains(topic))),
        };
    }

    internal bool NamesTopicsOnly() => new[] { MailInDigest, MailOff, SlackOff, Locked }.SelectMany(Names).All(name => Find(name) is not null);

    internal bool SaysOneThing() => !Read(MailInDigest).Overlaps(Read(MailOff));

    private static HashSet<NotificationTopic> Read(string topics) => [.. Names(topics).Select(Find).OfType<NotificationTopic>()];

    private static string[] Names(string topics) => topics.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // By name: Enum.TryParse would take numbers as well.
    private static NotificationTopic? Find(string name)
    {
        foreach (var topic in Enum.GetValues<NotificationTopic>())
        {
            if (string.Equals(topic.ToString(), name, StringComparison.OrdinalIgnoreCase))
                return topic;
        }

        return null;
    }
}
