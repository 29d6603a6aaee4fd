using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Directory;

/// <summary>Reads the directory facts that the task machine needs for a command on one subject.</summary>
public sealed class DirectoryFactsReader(DirectoryStore directory)
{
    public async Task<DirectoryFacts> ReadAsync(Subject subject, IEnumerable<UserId> alsoPeople, CancellationToken cancellationToken) =>
        (await ReadWithGrantAsync(subject, alsoPeople, cancellationToken)).Facts;

    /// <summary>The same, with the subject's grant as a change of it needs it; null: there is no grant.</summary>
    internal async Task<(DirectoryFacts Facts, StoredGrant? Grant)> ReadWithGrantAsync(Subject subject, IEnumerable<UserId> alsoPeople, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        // Grants are not cached as users and apps are, so this is always one read.
        var grant = directory.LoadGrantAsync(subject.ToAccessKey(), cancellationToken);
        var app = await directory.FindAppAsync(subject.App, cancellationToken);
        var entitlement = await directory.FindEntitlementAsync(subject.Entitlement, cancellationToken);
        var admins = await directory.AdminsAsync(cancellationToken);
        var appOwners = app?.OwnerIds ?? [];
        var entitlementOwners = entitlement?.OwnerIds ?? [];

        var stored = await grant;
        var account = stored is not null && AccountKey.Of(stored.Grant) is { } key ? await directory.FindAccountAsync(key, cancellationToken) : null;
        var people = new Dictionary<UserId, User>();
        await AddAsync(people, [subject.User, .. account?.OwnerId is { } owner ? [owner] : Array.Empty<UserId>(), .. appOwners, .. entitlementOwners, .. admins, .. alsoPeople], cancellationToken);
        await AddAsync(people, [.. people.Values.Select(person => person.ManagerId).OfType<UserId>()], cancellationToken);
        // Managers can be assignees too, so their delegates are needed.
        await AddAsync(people, [.. people.Values.Select(person => person.DelegateId).OfType<UserId>()], cancellationToken);
        var facts = new DirectoryFacts
        {
            People = people,
            AppOwners = appOwners,
            EntitlementOwners = entitlementOwners,
            Admins = admins,
            Access = new AccessFacts(entitlement, app, stored?.Grant),
            Account = account,
        };
        return (facts, stored);
    }

    /// <summary>All roles of a user; an unknown user is a reviewer.</summary>
    public async Task<Roles> RolesOfAsync(UserId person, CancellationToken cancellationToken)
    {
        return await directory.FindUserAsync(person, cancellationToken) is { } user
            ? PersonRoles.Of(user, (await directory.AdminsAsync(cancellationToken)).Contains(person), await directory.IsOwnerAsync(person, cancellationToken))
            : PersonRoles.Of(null, isAdmin: false, isOwner: false);
    }

    private async Task AddAsync(Dictionary<UserId, User> people, IReadOnlyList<UserId> wanted, CancellationToken cancellationToken)
    {
        foreach (var person in await directory.FindUsersAsync(wanted.Where(id => !people.ContainsKey(id)), cancellationToken))
            people[person.Id] = person;
    }
}
