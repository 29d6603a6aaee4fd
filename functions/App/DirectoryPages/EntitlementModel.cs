using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Openings;
using AccessReview.App.Pages;
using AccessReview.App.Policies;
using AccessReview.App.Store;
using AccessReview.App.Text;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace AccessReview.App.DirectoryPages;

/// <summary>Which of an entitlement's holders are listed.</summary>
/// <param name="Search">Words of names; null: everybody.</param>
/// <param name="IsPast">Include former holders.</param>
public sealed record HoldersQuery(EntitlementId Entitlement, string? Search, bool IsPast)
{
    public string Home => DirectoryPaths.Entitlement(Entitlement);

    public bool IsNarrowed => Search is not null || IsPast;

    public string Path => To(null);

    public string To(string? cursor)
    {
        var parameters = new Dictionary<string, string?> { ["q"] = Search, ["past"] = IsPast ? "yes" : null, ["cursor"] = cursor };
        return QueryHelpers.AddQueryString(Home, parameters.Where(parameter => parameter.Value is not null));
    }
}

/// <param name="Next">The URL of the next page.</param>
public sealed record HolderList(HoldersQuery Place, IReadOnlyList<GrantView> Lines, string? Next)
{
    /// <summary>The reader may request the removal of each holder's access.</summary>
    public required bool MayRemove { get; init; }

    /// <summary>When current holders last used it, of <see cref="AccessContext.MaxHolders"/> holders at most.</summary>
    public IReadOnlyList<DateTimeOffset?> LastUses { get; init; } = [];

    /// <summary>There are more holders than <see cref="LastUses"/> has.</summary>
    public bool IsSample { get; init; }
}

/// <summary>An entitlement as one reader may see it.</summary>
/// <param name="App">Null if the app is no longer in the directory.</param>
/// <param name="Owners">The owners of the entitlement.</param>
/// <param name="Holders">Null if the reader may not see them.</param>
/// <param name="MayReview">The reader may open a review of everybody who has it.</param>
public sealed record EntitlementModel(
    Entitlement Entitlement, ConnectedApp? App, IReadOnlyList<User> Owners, HolderCount Count, IReadOnlyList<Policy> Policies, HolderList? Holders, bool MayReview, LocalTime Time)
{
    public string AppName => App?.Name ?? Entitlement.AppId.Value;
}

/// <summary>Reads what a reader may see of an entitlement.</summary>
public sealed class EntitlementReader(DirectoryStore directory, GrantViews grants, RecentHolders recent, PolicyResolver policies, Cursor cursors)
{
    private const int HoldersOfAPage = 25;

    // The batch size for reading grants during a search by name.
    private const int MaxConcurrentLookups = 25;

    /// <exception cref="ProblemException">404: there is no such entitlement.</exception>
    public async Task<EntitlementModel> ReadAsync(Caller caller, EntitlementId id, IQueryCollection query, CancellationToken cancellationToken)
    {
        var entitlement = await directory.FindEntitlementAsync(id, cancellationToken) ?? throw Problems.NotFound();
        var holdersQuery = new HoldersQuery(id, query.ReadSearch("q"), query.ReadText("past") is not null);
        var mayReadHolders = OrganizationTable.Allows(OrganizationAction.ReadAllAccess, caller.Roles);
        var app = await directory.FindAppAsync(entitlement.AppId, cancellationToken);
        var mayRemove = OpeningRights.Allows(caller, OpeningAction.RequestRemoval, null, entitlement, app);
        return new EntitlementModel(
            entitlement,
            app,
            await directory.FindUsersAsync(entitlement.OwnerIds, cancellationToken),
            await directory.CountHoldersAsync(id, cancellationToken),
            await policies.ResolveAllAsync(new PolicySubject(null, entitlement.AppId, id, entitlement.Risk), cancellationToken),
            mayReadHolders ? await HoldersAsync(caller, holdersQuery, query.ReadText("cursor"), mayRemove, cancellationToken) : null,
            OpeningRights.Allows(caller, OpeningAction.ReviewEntitlement, null, entitlement, app),
            new LocalTime(caller.User.TimeZone));
    }

    private async Task<HolderList> HoldersAsync(Caller caller, HoldersQuery holdersQuery, string? cursor, bool mayRemove, CancellationToken cancellationToken)
    {
        var scope = $"holders|{caller.Id}|{holdersQuery.Path}";
        var after = cursors.Unprotect(scope, cursor);
        var all = holdersQuery.Search is null
            ? directory.HoldersAsync(holdersQuery.Entitlement, after, cancellationToken).Select(grant => new Positioned<Grant>(grant, DirectoryStore.HolderPositionOf(grant)))
            : FoundAsync(holdersQuery, after, cancellationToken);
        var found = await all.Where(grant => grant.Value.IsHeld || holdersQuery.IsPast).Take(HoldersOfAPage + 1).ToListAsync(cancellationToken);
        var shown = found.Take(HoldersOfAPage).ToList();
        var current = await recent.ReadAsync(directory, holdersQuery.Entitlement, cancellationToken);
        return new HolderList(
            holdersQuery,
            await grants.OfAsync([.. shown.Select(grant => grant.Value)], cancellationToken),
            found.Count > HoldersOfAPage ? holdersQuery.To(cursors.Protect(scope, shown[^1].Position)) : null)
        {
            MayRemove = mayRemove,
            LastUses = [.. current.Take(AccessContext.MaxHolders).Select(holder => holder.LastUsedAt)],
            IsSample = current.Count > AccessContext.MaxHolders,
        };
    }

    // Names are searched first, because fewer users match a name than hold a common entitlement.
    private IAsyncEnumerable<Positioned<Grant>> FoundAsync(HoldersQuery holdersQuery, string? after, CancellationToken cancellationToken) =>
        directory.UsersAsync(holdersQuery.Search, after, cancellationToken)
            .Chunk(MaxConcurrentLookups)
            .SelectMany(async (IEnumerable<Positioned<User>> people, CancellationToken token) =>
            {
                var held = await BoundedReads.AllAsync(people.Select(person => person.Value.Id), (person, next) => directory.GrantsAsync(person, holdersQuery.Entitlement, next), token);
                return people.SelectMany(person => held[person.Value.Id].Select(grant => new Positioned<Grant>(grant, person.Position)));
            });
}
