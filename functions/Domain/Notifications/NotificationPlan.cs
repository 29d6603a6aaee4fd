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
        // Users who chose only Slack get mail if Slack is not available. Otherwise they would get nothing.
        return new Channels(chosen is { Mail: MailTiming.Off, Slack: true } && usual.Channels != chosen ? MailTiming.AtOnce : chosen.Mail, false);
    }

    /// <summary>Returns whether a channel may be used after another one failed: unless the organization has turned it off for all.</summary>
    public static bool MayReplace(OrganizationNotifications organization, NotificationTopic topic, bool isMail) => organization.Of(topic) switch
    {
        { IsLocked: false } => true,
        { Channels: var channels } => isMail ? channels.Mail != MailTiming.Off : channels.Slack,
    };

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
            // Without Slack, users make no choice about it. If Slack is added later, users without mail get no Slack messages either.
            .ToDictionary(wish => wish.Key, wish => organization.HasSlack ? wish.Value : wish.Value with { Slack = wish.Value.Mail != MailTiming.Off && organization.Of(wish.Key).Channels.Slack }),
        DigestHour = wanted.DigestHour == organization.DigestHour ? null : wanted.DigestHour,
        DigestOnWeekdaysOnly = wanted.DigestOnWeekdaysOnly == organization.DigestOnWeekdaysOnly ? null : wanted.DigestOnWeekdaysOnly,
    };

    /// <summary>Returns whether the user gets any topic by digest.</summary>
    public static bool WantsDigest(NotificationPreferences own, OrganizationNotifications organization) =>
        Enum.GetValues<NotificationTopic>().Any(topic => For(own, organization, topic).Mail == MailTiming.Digest);

    private static bool IsUsual(OrganizationNotifications organization, NotificationTopic topic, Channels wanted)
    {
        var usual = For(NotificationPreferences.None, organization, topic);
        return wanted.Mail == usual.Mail && (wanted.Slack == usual.Slack || !organization.HasSlack);
    }
}
