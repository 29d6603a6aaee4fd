using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Requests;

/// <param name="Holders">How many hold it.</param>
/// <param name="HeldSince">The reader holds it.</param>
/// <param name="UnderWay">The request for it that is under way for the reader.</param>
public sealed record CatalogueLine(Entitlement Entitlement, string AppName, int Holders, DateTimeOffset? HeldSince, CaseId? UnderWay);

/// <param name="Place">Where it is.</param>
/// <param name="Apps">To choose from, by name.</param>
/// <param name="Lines">In order.</param>
/// <param name="Next">The address of the next page.</param>
/// <param name="Time">The reader's clock.</param>
public sealed record Catalogue(CatalogueQuery Place, IReadOnlyList<ConnectedApp> Apps, IReadOnlyList<CatalogueLine> Lines, string? Next, LocalTime Time)
{
    /// <summary>App by app where it is browsed; what was searched for stands in the order of names.</summary>
    public IEnumerable<(string? Heading, IReadOnlyList<CatalogueLine> Lines)> Groups => Place.Search is null
        ? Lines.GroupBy(line => line.AppName).Select(group => ((string?)group.Key, (IReadOnlyList<CatalogueLine>)[.. group]))
        : [(null, Lines)];
}

/// <summary>Reads a page of what can be asked for, with what it is to the reader.</summary>
public sealed class CatalogueReader(DirectoryStore directory, RequestStore requests, Cursor cursors)
{
    /// <summary>One answer of the store's; beyond it a number tells nobody more.</summary>
    public const int HoldersCountedAtMost = 1000;

    /// <exception cref="ProblemException">The cursor is none of this list.</exception>
    public async Task<Catalogue> ReadAsync(Caller caller, CatalogueQuery place, int limit, CancellationToken cancellationToken)
    {
        var scope = $"catalogue|{caller.Id}|{(place with { Cursor = null }).Path}";
        var after = cursors.Unprotect(scope, place.Cursor);
        var found = await List(place, after, limit, cancellationToken)
            .Where(entitlement => place.Risk is null || entitlement.Value.Risk == place.Risk)
            .Take(limit + 1)
            .ToListAsync(cancellationToken);
        var shown = found.Take(limit).ToList();
        var next = found.Count > limit ? (place with { Cursor = cursors.Protect(scope, shown[^1].Position) }).Path : null;
        var apps = await directory.AppsAsync(null, null, cancellationToken).Select(app => app.Value).ToListAsync(cancellationToken);
        var lines = await DescribeAsync(caller.Id, [.. shown.Select(placed => placed.Value)], apps, cancellationToken);
        return new Catalogue(place, [.. apps.OrderBy(app => app.Name, StringComparer.CurrentCultureIgnoreCase)], lines, next, new LocalTime(caller.User.TimeZone));
    }

    private IAsyncEnumerable<Placed<Entitlement>> List(CatalogueQuery place, string? after, int limit, CancellationToken cancellationToken) => place switch
    {
        { App: { } app } => directory.EntitlementsOfAsync(app, place.Search, after, cancellationToken),
        { Search: { } search } => directory.EntitlementsAsync(search, after, cancellationToken),
        // Where a risk is looked for, most rows are passed over: then as many at once as there can be.
        _ => directory.EntitlementsByAppAsync(after, place.Risk is null ? limit + 1 : null, cancellationToken),
    };

    private async Task<IReadOnlyList<CatalogueLine>> DescribeAsync(UserId reader, IReadOnlyList<Entitlement> shown, IReadOnlyList<ConnectedApp> apps, CancellationToken cancellationToken)
    {
        var names = apps.ToDictionary(app => app.Id, app => app.Name);
        var held = (await directory.GrantsOfUserAsync(reader, cancellationToken)).Where(grant => grant.IsHeld).ToDictionary(grant => grant.EntitlementId, grant => grant.Since);
        var asked = await requests.UnderWayOfAsync(reader, cancellationToken);
        var holders = await BoundedReads.AllAsync(shown.Select(entitlement => entitlement.Id), (id, token) => directory.CountHoldersAsync(id, HoldersCountedAtMost, token), cancellationToken);
        return [.. shown.Select(entitlement => new CatalogueLine(
            entitlement,
            names.GetValueOrDefault(entitlement.AppId, entitlement.AppId.Value),
            holders[entitlement.Id].Total,
            held.TryGetValue(entitlement.Id, out var since) ? since : null,
            asked.TryGetValue(entitlement.Id, out var request) ? request : null))];
    }
}
