using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Directory;

/// <summary>Gathers what the rules may know of the directory when they judge a command on one subject.</summary>
public sealed class DirectoryFactsReader(DirectoryStore directory)
{
    public async Task<DirectoryFacts> ReadAsync(Subject subject, IEnumerable<UserId> alsoPeople, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        // Grants are not remembered as people and apps are: the one read that each of these needs of its own.
        var grant = directory.FindGrantAsync(subject.User, subject.Entitlement, cancellationToken);
        var app = await directory.FindAppAsync(subject.App, cancellationToken);
        var entitlement = await directory.FindEntitlementAsync(subject.Entitlement, cancellationToken);
        var admins = await directory.AdminsAsync(cancellationToken);
        var appOwners = app?.OwnerIds ?? [];
        var entitlementOwners = entitlement?.OwnerIds ?? [];

        var people = new Dictionary<UserId, User>();
        await AddAsync(people, [subject.User, .. appOwners, .. entitlementOwners, .. admins, .. alsoPeople], cancellationToken);
        await AddAsync(people, [.. people.Values.Select(person => person.ManagerId).OfType<UserId>()], cancellationToken);
        // Managers are asked too, so their delegates can come up.
        await AddAsync(people, [.. people.Values.Select(person => person.DelegateId).OfType<UserId>()], cancellationToken);
        return new DirectoryFacts
        {
            People = people,
            AppOwners = appOwners,
            EntitlementOwners = entitlementOwners,
            Admins = admins,
            Access = new AccessFacts(entitlement, app, await grant),
        };
    }

    /// <summary>All that a person is to the organization; of somebody unknown: a reviewer.</summary>
    public async Task<Roles> RolesOfAsync(UserId person, CancellationToken cancellationToken)
    {
        if (await directory.FindUserAsync(person, cancellationToken) is not { } user)
            return Roles.Reviewer;

        var roles = user.Roles;
        if ((await directory.AdminsAsync(cancellationToken)).Contains(person))
            roles |= Roles.Admin;
        if (await directory.IsOwnerAsync(person, cancellationToken))
            roles |= Roles.AppOwner;
        return roles;
    }

    private async Task AddAsync(Dictionary<UserId, User> people, IReadOnlyList<UserId> wanted, CancellationToken cancellationToken)
    {
        foreach (var person in await directory.FindUsersAsync(wanted.Where(id => !people.ContainsKey(id)), cancellationToken))
            people[person.Id] = person;
    }
}
