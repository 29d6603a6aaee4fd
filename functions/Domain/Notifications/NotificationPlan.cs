using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Notifications;

/// <summary>Why somebody may not be told the way they want.</summary>
public enum ChannelRefusal
{
    /// <summary>The organization decides this.</summary>
    Locked,

    /// <summary>It would come too late: what is urgent goes into a digest only where the organization says so.</summary>
    TooUrgentForDigest,
}

/// <summary>Who is told by what, and when: what the organization has decided, else what the person chose, else what is usual.</summary>
public static class NotificationPlan
{
    public static Channels For(NotificationPreferences own, OrganizationNotifications organization, NotificationKind kind) =>
        For(own, organization, NotificationTopics.Of(kind));

    public static Channels For(NotificationPreferences own, OrganizationNotifications organization, NotificationTopic topic)
    {
        var usual = organization.Of(topic);
        var chosen = !usual.IsLocked && own.Topics.TryGetValue(topic, out var wish) ? wish : usual.Channels;
        if (!ChoicesFor(organization, topic).Contains(chosen.Mail))
            chosen = chosen with { Mail = MailTiming.AtOnce };
        if (organization.HasSlack)
            return chosen;
        // Whoever relied on Slack is told by mail where there is none any more; off is what they were not.
        return new Channels(chosen is { Mail: MailTiming.Off, Slack: true } && usual.Channels != chosen ? MailTiming.AtOnce : chosen.Mail, false);
    }

    /// <summary>What a person may choose from, were the topic theirs to choose.</summary>
    public static IReadOnlyList<MailTiming> ChoicesFor(OrganizationNotifications organization, NotificationTopic topic) =>
        topic.IsUrgent && organization.Of(topic).Channels.Mail != MailTiming.Digest
            ? [MailTiming.AtOnce, MailTiming.Off]
            : [MailTiming.AtOnce, MailTiming.Digest, MailTiming.Off];

    /// <summary>Null: they may. What says the same as is so already is never refused.</summary>
    public static ChannelRefusal? Judge(OrganizationNotifications organization, NotificationTopic topic, Channels wanted)
    {
        if (IsUsual(organization, topic, wanted))
            return null;
        if (organization.Of(topic).IsLocked)
            return ChannelRefusal.Locked;
        return ChoicesFor(organization, topic).Contains(wanted.Mail) ? null : ChannelRefusal.TooUrgentForDigest;
    }

    /// <summary>What to keep of somebody's wishes: not what the organization does anyway.</summary>
    public static NotificationPreferences Keep(NotificationPreferences wanted, OrganizationNotifications organization) => new()
    {
        Topics = wanted.Topics
            .Where(wish => !organization.Of(wish.Key).IsLocked && !IsUsual(organization, wish.Key, wish.Value))
            // Where there is no Slack nobody was asked about it: should it come, whoever wants no mail wants no Slack either.
            .ToDictionary(wish => wish.Key, wish => organization.HasSlack ? wish.Value : wish.Value with { Slack = wish.Value.Mail != MailTiming.Off && organization.Of(wish.Key).Channels.Slack }),
        DigestHour = wanted.DigestHour == organization.DigestHour ? null : wanted.DigestHour,
        DigestOnWeekdaysOnly = wanted.DigestOnWeekdaysOnly == organization.DigestOnWeekdaysOnly ? null : wanted.DigestOnWeekdaysOnly,
    };

    /// <summary>Is anything told to this person by a digest?</summary>
    public static bool WantsDigest(NotificationPreferences own, OrganizationNotifications organization) =>
        Enum.GetValues<NotificationTopic>().Any(topic => For(own, organization, topic).Mail == MailTiming.Digest);

    private static bool IsUsual(OrganizationNotifications organization, NotificationTopic topic, Channels wanted)
    {
        var usual = For(NotificationPreferences.None, organization, topic);
        return wanted.Mail == usual.Mail && (wanted.Slack == usual.Slack || !organization.HasSlack);
    }
}
