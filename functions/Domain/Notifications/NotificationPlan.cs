using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Notifications;

/// <summary>Why a user cannot choose these channels.</summary>
public enum ChannelRefusal
{
    /// <summary>The organization has set the channels.</summary>
    Locked,

    /// <summary>Urgent topics may use the digest only if the organization allows it: a digest would be too late.</summary>
    TooUrgentForDigest,
}

/// <summary>Which channels a user gets: the organization's setting, else the user's choice, else the default.</summary>
public static class NotificationPlan
{
    public static Channels For(NotificationPreferences own, OrganizationNotifications organization, NotificationKind kind)
    {
        var plan = For(own, organization, NotificationTopics.Of(kind));
        return plan.Mail == MailTiming.Digest && NotificationTopics.IsSentAlone(kind) ? plan with { Mail = MailTiming.AtOnce } : plan;
    }

    public static Channels For(NotificationPreferences own, OrganizationNotifications organization, NotificationTopic topic)
    {
        var usual = organization.Of(topic);
        var chosen = !usual.IsLocked && own.Topics.TryGetValue(topic, out var wish) ? Complete(wish, usual.Channels) : usual.Channels;
        if (!ChoicesFor(organization, topic).Contains(chosen.Mail))
            chosen = chosen with { Mail = MailTiming.AtOnce };
        var usable = Usable(chosen, organization);
        // Users who chose only channels that are not available get mail. Otherwise they would get nothing.
        var hasLostAll = chosen.Mail == MailTiming.Off && chosen.On.Any() && !usable.On.Any() && usual.Channels != chosen;
        return hasLostAll ? usable with { Mail = MailTiming.AtOnce } : usable;
    }

    /// <summary>Returns whether a channel may be used after another one failed: unless the organization has turned it off for all.</summary>
    public static bool MayReplace(OrganizationNotifications organization, NotificationTopic topic, ChannelKey channel)
    {
        var usual = organization.Of(topic);
        return !usual.IsLocked || usual.Channels.Uses(channel);
    }

    /// <summary>The mail timings a user may choose from, if the topic is not locked.</summary>
    public static IReadOnlyList<MailTiming> ChoicesFor(OrganizationNotifications organization, NotificationTopic topic) =>
        topic.IsUrgent && organization.Of(topic).Channels.Mail != MailTiming.Digest
            ? [MailTiming.AtOnce, MailTiming.Off]
            : [MailTiming.AtOnce, MailTiming.Digest, MailTiming.Off];

    /// <summary>Returns why the choice is refused; null: it is allowed. The current default is never refused.</summary>
    public static ChannelRefusal? Judge(OrganizationNotifications organization, NotificationTopic topic, Channels wanted)
    {
        if (IsUsual(organization, topic, wanted))
            return null;
        if (organization.Of(topic).IsLocked)
            return ChannelRefusal.Locked;
        return ChoicesFor(organization, topic).Contains(wanted.Mail) ? null : ChannelRefusal.TooUrgentForDigest;
    }

    /// <summary>The preferences to store: only those that differ from the organization's defaults.</summary>
    public static NotificationPreferences Keep(NotificationPreferences wanted, OrganizationNotifications organization) => new()
    {
        Topics = wanted.Topics
            .Where(wish => !organization.Of(wish.Key).IsLocked && !IsUsual(organization, wish.Key, wish.Value))
            .ToDictionary(wish => wish.Key, wish => Complete(Usable(wish.Value, organization), organization.Of(wish.Key).Channels)),
        DigestHour = wanted.DigestHour == organization.DigestHour ? null : wanted.DigestHour,
        DigestOnWeekdaysOnly = wanted.DigestOnWeekdaysOnly == organization.DigestOnWeekdaysOnly ? null : wanted.DigestOnWeekdaysOnly,
    };

    /// <summary>Returns whether the user gets any topic by digest.</summary>
    public static bool WantsDigest(NotificationPreferences own, OrganizationNotifications organization) =>
        Enum.GetValues<NotificationTopic>().Any(topic => For(own, organization, topic).Mail == MailTiming.Digest);

    private static bool IsUsual(OrganizationNotifications organization, NotificationTopic topic, Channels wanted)
    {
        var usual = For(NotificationPreferences.None, organization, topic);
        return wanted.Mail == usual.Mail && organization.Channels.All(channel => wanted.Uses(channel) == usual.Uses(channel));
    }

    private static Channels Usable(Channels chosen, OrganizationNotifications organization) =>
        chosen with { Others = chosen.Others.Where(other => organization.Channels.Contains(other.Key)).ToDictionary() };

    /// <summary>
    /// Users make no choice about a channel that the organization does not have yet. If it is added later, it has its default, except that
    /// users without mail get nothing by it either.
    /// </summary>
    private static Channels Complete(Channels chosen, Channels usual)
    {
        var added = usual.Others.Where(other => !chosen.Others.ContainsKey(other.Key)).Select(other => KeyValuePair.Create(other.Key, other.Value && chosen.Mail != MailTiming.Off));
        return chosen with { Others = chosen.Others.Concat(added).ToDictionary() };
    }
}
