using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Notifications;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Notifications;

namespace AccessReview.App.Settings;

/// <summary>Reads and changes a user's notification settings, for the page and the API.</summary>
public sealed class NotificationSettings(Recipients recipients, OrganizationNotifications organization, IEnumerable<ChannelDescription> channels, DirectoryStore directory)
{
    private readonly ChannelDescription[] _channels = [.. channels];

    /// <summary>The channels besides mail that users choose from.</summary>
    public IReadOnlyList<ChannelDescription> Channels => [.. _channels.Where(channel => channel.IsConnected)];

    public async Task<NotificationSettingsView> ReadAsync(UserId user, CancellationToken cancellationToken) =>
        NotificationSettingsView.Of(await FindAsync(user, cancellationToken), (await recipients.PreferencesAsync(user, cancellationToken)).Preferences, organization);

    /// <summary>Checks the members that are named after channels, which a program can send although the organization does not have the channel.</summary>
    /// <exception cref="ProblemException">A member is no channel, or its value is not true, false or null: 400.</exception>
    public void RequireChannels(NotificationSettingsRequest wanted)
    {
        ChannelKey[] known = [.. _channels.Select(channel => channel.Key)];
        if (!wanted.Topics.All(wish => wish.Channels.AreValid(known)))
            throw Problems.BadRequest($"Besides topic and mail, a topic may have these members, as true or false: {string.Join(", ", known)}.", "bad_json");
    }

    /// <summary>Returns the invalid fields; empty: the change is allowed.</summary>
    public IReadOnlyList<FaultyField> Judge(NotificationSettingsRequest wanted)
    {
        List<FaultyField> faults = [.. wanted.Topics.GroupBy(wish => wish.Topic).Where(wishes => wishes.Count() > 1).Select(wishes => new FaultyField(FieldOf(wishes.Key), SettingFault.NamedTwice))];
        foreach (var wish in wanted.Topics)
        {
            if (NotificationPlan.Judge(organization, wish.Topic, ChannelsOf(wish)) is { } refusal)
                faults.Add(new FaultyField(FieldOf(wish.Topic), FaultOf(refusal)));
        }

        if (wanted.Digest?.Hour is < 0 or > 23)
            faults.Add(new FaultyField("digest.hour", SettingFault.NoSuchHour));
        return faults;
    }

    /// <param name="user">The user.</param>
    /// <param name="wanted">Settings in which <see cref="Judge"/> found no fault.</param>
    /// <param name="check">Gets the tag of the current settings, and may refuse by throwing.</param>
    public async Task<NotificationSettingsView> ChangeAsync(UserId user, NotificationSettingsRequest wanted, Action<string> check, CancellationToken cancellationToken)
    {
        var person = await FindAsync(user, cancellationToken);
        var kept = NotificationPlan.Keep(
            new NotificationPreferences
            {
                Topics = wanted.Topics.ToDictionary(wish => wish.Topic, ChannelsOf),
                DigestHour = wanted.Digest?.Hour,
                DigestOnWeekdaysOnly = wanted.Digest?.WeekdaysOnly,
            },
            organization);
        return await Contention.RetryAsync(
            async _ =>
            {
                var stored = await recipients.PreferencesAsync(user, cancellationToken);
                check(NotificationSettingsView.Of(person, stored.Preferences, organization).Tag());
                return await recipients.TryWriteAsync(stored with { Preferences = kept }, cancellationToken)
                    ? Contention.Done(NotificationSettingsView.Of(person, kept, organization))
                    : Contention.Overtaken<NotificationSettingsView>();
            },
            () => throw Problems.Busy(),
            cancellationToken);
    }

    public static string FieldOf(NotificationTopic topic) => $"topics.{EnumNames.Of(topic)}";

    private Channels ChannelsOf(TopicWish wish) => new(
        wish.Mail, _channels.ToDictionary(channel => channel.Key, channel => wish.Channels.Read(channel.Key) ?? organization.Of(wish.Topic).Channels.Uses(channel.Key)));

    private async Task<User> FindAsync(UserId user, CancellationToken cancellationToken) =>
        await directory.FindUserAsync(user, cancellationToken) ?? throw Problems.NotFound();

    private static SettingFault FaultOf(ChannelRefusal refusal) => refusal switch
    {
        ChannelRefusal.Locked => SettingFault.Locked,
        ChannelRefusal.TooUrgentForDigest => SettingFault.TooUrgentForDigest,
    };
}
