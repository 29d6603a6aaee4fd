using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Notifications;

namespace AccessReview.App.Notifications;

/// <summary>Finds the users who get a digest, and when.</summary>
public sealed class DigestReaders(Recipients recipients, DirectoryStore directory, OrganizationNotifications organization)
{
    /// <summary>The users whose digest is due, each with the local day of the digest.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="lastLook">When digests were last checked; null: unknown.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    public async IAsyncEnumerable<(UserId User, DateOnly Day)> DueAsync(
        DateTimeOffset now, DateTimeOffset? lastLook, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // If digests are on by default, all users are checked, otherwise only those with their own preferences.
        var chosen = await recipients.AllPreferencesAsync(cancellationToken).ToDictionaryAsync(stored => stored.User, stored => stored.Preferences, cancellationToken: cancellationToken);
        var people = NotificationPlan.WantsDigest(NotificationPreferences.None, organization)
            ? directory.UsersAsync(null, null, cancellationToken).Select(found => found.Value)
            : OfAsync(chosen.Keys, cancellationToken);
        await foreach (var person in people.WithCancellation(cancellationToken))
        {
            var own = chosen.GetValueOrDefault(person.Id, NotificationPreferences.None);
            if (person.IsActive && NotificationPlan.WantsDigest(own, organization) && DayOf(person, own, now, lastLook) is { } day)
                yield return (person.Id, day);
        }
    }

    private DateOnly? DayOf(User person, NotificationPreferences own, DateTimeOffset now, DateTimeOffset? lastLook) => DigestTime.DueOn(
        now,
        lastLook,
        TimeZoneInfo.TryFindSystemTimeZoneById(person.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc,
        own.DigestHour ?? organization.DigestHour,
        own.DigestOnWeekdaysOnly ?? organization.DigestOnWeekdaysOnly);

    private async IAsyncEnumerable<User> OfAsync(IEnumerable<UserId> ids, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            if (await directory.FindUserAsync(id, cancellationToken) is { } person)
                yield return person;
        }
    }
}
