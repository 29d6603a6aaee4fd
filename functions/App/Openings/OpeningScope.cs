using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Openings;

/// <summary>Finds which access a review is about: what a person holds, or who holds an entitlement.</summary>
public sealed class OpeningScope(DirectoryStore directory)
{
    /// <param name="caller">The caller.</param>
    /// <param name="id">The id in the URL; <c>me</c> is the caller.</param>
    /// <exception cref="ProblemException">404: there is no such user.</exception>
    public async Task<User> FindUserAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return await directory.FindUserAsync(DirectoryPaths.UserOf(caller, id), cancellationToken) ?? throw Problems.NotFound(id);
    }

    /// <exception cref="ProblemException">404: there is no such entitlement.</exception>
    public async Task<Entitlement> FindEntitlementAsync(string id, CancellationToken cancellationToken) =>
        await directory.FindEntitlementAsync(EntitlementId.From(RouteId.Of(id)), cancellationToken) ?? throw Problems.NotFound(id);

    /// <param name="user">Null: everybody who holds the entitlement.</param>
    /// <param name="entitlement">Null: all that the user holds. With both: this access, whether or not it is held.</param>
    /// <param name="account">With both: the account of an additional grant; null: the first grant.</param>
    /// <param name="cancellationToken">Ends the reads.</param>
    public async Task<IReadOnlyList<AccessKey>> OfAsync(UserId? user, EntitlementId? entitlement, AccountId? account, CancellationToken cancellationToken) => (user, entitlement) switch
    {
        ({ } person, { } access) => [new(person, access, account)],
        ({ } person, null) => await HeldByAsync(person, cancellationToken),
        (null, { } access) => await HoldersOfAsync(access, cancellationToken),
        (null, null) => [],
    };

    /// <summary>What a user holds, in the order of the entitlements.</summary>
    public async Task<IReadOnlyList<AccessKey>> HeldByAsync(UserId user, CancellationToken cancellationToken) =>
    [
        .. (await directory.GrantsOfUserAsync(user, cancellationToken)).Where(grant => grant.IsHeld)
            .Select(AccessKey.Of).OrderBy(access => access.Entitlement.Value, StringComparer.Ordinal),
    ];

    /// <summary>The access with each account that a user has to one entitlement. If they do not hold it, that access, so that it is refused.</summary>
    public async Task<IReadOnlyList<AccessKey>> HeldByAsync(UserId user, EntitlementId entitlement, CancellationToken cancellationToken) =>
        (await directory.GrantsAsync(user, entitlement, cancellationToken)).Where(grant => grant.IsHeld).Select(AccessKey.Of).ToList() is { Count: > 0 } held ? held : [new(user, entitlement)];

    /// <summary>Who holds an entitlement, in the order of the users.</summary>
    public async Task<IReadOnlyList<AccessKey>> HoldersOfAsync(EntitlementId entitlement, CancellationToken cancellationToken) =>
        await directory.HoldersAsync(entitlement, null, cancellationToken).Where(grant => grant.IsHeld).Select(AccessKey.Of).ToListAsync(cancellationToken);
}
