using System.Collections.Frozen;

namespace AccessReview.Domain.Notifications;

/// <summary>The channels of a topic if the user has made no choice or may not choose.</summary>
public sealed record TopicDefault(Channels Channels, bool IsLocked);

/// <summary>The organization's notification settings, with a default for every topic.</summary>
public sealed record OrganizationNotifications
{
    /// <summary>The topics that differ from the default: immediately, by all channels.</summary>
    public IReadOnlyDictionary<NotificationTopic, TopicDefault> Topics { get; init; } = new Dictionary<NotificationTopic, TopicDefault>();

    /// <summary>The channels besides mail that the organization has.</summary>
    public IReadOnlySet<ChannelKey> Channels { get; init; } = FrozenSet<ChannelKey>.Empty;

    public int DigestHour { get; init; } = 9;

    public bool DigestOnWeekdaysOnly { get; init; } = true;

    public TopicDefault Of(NotificationTopic topic) =>
        Topics.GetValueOrDefault(topic) ?? new TopicDefault(new Channels(MailTiming.AtOnce, Channels.ToDictionary(channel => channel, _ => true)), false);
}
