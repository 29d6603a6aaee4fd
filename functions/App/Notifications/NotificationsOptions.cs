using System.ComponentModel.DataAnnotations;
using AccessReview.Domain.Notifications;

namespace AccessReview.App.Notifications;

/// <summary>
/// Settings <c>Notifications:*</c>: the defaults of the organization, and which topics are locked. Topics are separated by
/// commas.
/// </summary>
public sealed record NotificationsOptions
{
    public const string Section = "Notifications";

    /// <summary>Topics whose mails go into the daily digest.</summary>
    public string MailInDigest { get; init; } = "";

    /// <summary>Topics without mail.</summary>
    public string MailOff { get; init; } = "";

    /// <summary>Topics whose channels users may not change.</summary>
    public string Locked { get; init; } = "";

    /// <summary>The hour of the digest in each user's time zone.</summary>
    [Range(0, 23)]
    public int DigestHour { get; init; } = 9;

    public bool DigestOnWeekdaysOnly { get; init; } = true;

    /// <summary>
    /// After a notification, further ones to the same user within this time are sent together at its end. Reminders and
    /// escalations always wait for the end. 0: each is sent immediately. It may not exceed the time that mails may be late.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:30:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan GatherFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Topics without notifications by each other channel: the settings <c>{key}Off</c>.</summary>
    internal Dictionary<ChannelKey, string> ChannelOff { get; } = [];

    /// <param name="others">The channels besides mail.</param>
    internal OrganizationNotifications ToOrganization(IReadOnlyList<ChannelDescription> others)
    {
        var (digest, off, locked) = (Read(MailInDigest), Read(MailOff), Read(Locked));
        var silent = ChannelOff.ToDictionary(channel => channel.Key, channel => Read(channel.Value));
        return new OrganizationNotifications
        {
            Channels = others.Where(other => other.IsConnected).Select(other => other.Key).ToHashSet(),
            DigestHour = DigestHour,
            DigestOnWeekdaysOnly = DigestOnWeekdaysOnly,
            Topics = Enum.GetValues<NotificationTopic>().ToDictionary(
                topic => topic,
                topic => new TopicDefault(
                    new Channels(
                        off.Contains(topic) ? MailTiming.Off : digest.Contains(topic) ? MailTiming.Digest : MailTiming.AtOnce,
                        others.ToDictionary(other => other.Key, other => other.IsOnByDefault && !silent[other.Key].Contains(topic))),
                    locked.Contains(topic))),
        };
    }

    internal bool NamesTopicsOnly() => ChannelOff.Values.Concat([MailInDigest, MailOff, Locked]).SelectMany(Names).All(name => Find(name) is not null);

    internal bool IsConsistent() => !Read(MailInDigest).Overlaps(Read(MailOff));

    private static HashSet<NotificationTopic> Read(string topics) => [.. Names(topics).Select(Find).OfType<NotificationTopic>()];

    private static string[] Names(string topics) => topics.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // By name: Enum.TryParse would also accept numbers.
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
