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
    public async Task<IReadOnlyList<(UserId User, EntitlementId Entitlement)>> OfAsync(UserId? user, EntitlementId? entitlement, CancellationToken cancellationToken) => (user, entitlement) switch
    {
        ({ } person, { } access) => [(person, access)],
        ({ } person, null) => await HeldByAsync(person, cancellationToken),
        (null, { } access) => await HoldersOfAsync(access, cancellationToken),
        (null, null) => [],
    };

    /// <summary>What a user holds, in the order of the entitlements.</summary>
    public async Task<IReadOnlyList<(UserId User, EntitlementId Entitlement)>> HeldByAsync(UserId user, CancellationToken cancellationToken) =>
    [
        .. (await directory.GrantsOfUserAsync(user, cancellationToken)).Where(grant => grant.IsHeld)
            .Select(grant => (grant.UserId, grant.EntitlementId)).OrderBy(access => access.EntitlementId.Value, StringComparer.Ordinal),
    ];

    /// <summary>Who holds an entitlement, in the order of the users.</summary>
    public async Task<IReadOnlyList<(UserId User, EntitlementId Entitlement)>> HoldersOfAsync(EntitlementId entitlement, CancellationToken cancellationToken) =>
        await directory.HoldersAsync(entitlement, null, cancellationToken).Where(grant => grant.IsHeld).Select(grant => (grant.UserId, grant.EntitlementId)).ToListAsync(cancellationToken);
}
