namespace AccessReview.Domain.Notifications;

/// <summary>What holds for a topic where a person has chosen nothing, or may not choose.</summary>
public sealed record TopicDefault(Channels Channels, bool IsLocked);

/// <summary>How the organization has its people told; has a default for every topic.</summary>
public sealed record OrganizationNotifications
{
    private static readonly TopicDefault Usual = new(new Channels(MailTiming.AtOnce, true), false);

    /// <summary>What differs from being told at once, by every channel there is.</summary>
    public IReadOnlyDictionary<NotificationTopic, TopicDefault> Topics { get; init; } = new Dictionary<NotificationTopic, TopicDefault>();

    public bool HasSlack { get; init; }

    public int DigestHour { get; init; } = 9;

    public bool DigestOnWeekdaysOnly { get; init; } = true;

    public TopicDefault Of(NotificationTopic topic) => Topics.GetValueOrDefault(topic, Usual);
}
