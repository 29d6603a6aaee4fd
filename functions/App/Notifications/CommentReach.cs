using AccessReview.Domain.Directory;
using AccessReview.Domain.Notifications;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <summary>Who gets a comment, and how.</summary>
/// <param name="ByMail">Immediately or in a digest.</param>
/// <param name="ByOthers">Those who get no mail, by channel.</param>
public sealed record CommentReach(IReadOnlyList<UserId> ByMail, ILookup<ChannelKey, UserId> ByOthers);

/// <summary>Finds out who would get a comment now, by the preferences of each.</summary>
public sealed class CommentReachReader(Recipients recipients, OrganizationNotifications organization, ReachReader reaches)
{
    public async Task<CommentReach> ReadAsync(IEnumerable<UserId> people, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(people.Select(async person => (Person: person, Channel: await ChannelOfAsync(person, cancellationToken))));
        return new CommentReach(
            [.. found.Where(one => one.Channel == ChannelKey.Mail).Select(one => one.Person)],
            found.Where(one => one.Channel is { } channel && channel != ChannelKey.Mail).ToLookup(one => one.Channel!.Value, one => one.Person)); // Filtered by Where.
    }

    /// <summary>Mail if they get it, else another channel; null: they have turned comments off.</summary>
    private async Task<ChannelKey?> ChannelOfAsync(UserId person, CancellationToken cancellationToken)
    {
        var own = (await recipients.PreferencesAsync(person, cancellationToken)).Preferences;
        var plan = NotificationPlan.For(own, organization, NotificationKind.Commented);
        if (plan.Mail != MailTiming.Off)
            return ChannelKey.Mail;
        var reach = await reaches.ReadAsync(person, plan, cancellationToken);
        if (reach.Mail != MailTiming.Off)
            return ChannelKey.Mail;
        return reach.Others is [var first, ..] ? first : null;
    }
}
