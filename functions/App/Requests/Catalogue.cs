using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Requests;

/// <param name="Holders">The number of holders.</param>
/// <param name="HeldSince">Since when the reader has it; null: they do not have it.</param>
/// <param name="UnderWay">The open request for it for the reader; null: none.</param>
public sealed record CatalogueLine(Entitlement Entitlement, string AppName, int Holders, DateTimeOffset? HeldSince, CaseId? UnderWay);

/// <param name="Place">The page's query.</param>
/// <param name="Apps">The apps to choose from, by name.</param>
/// <param name="Lines">In order.</param>
/// <param name="Next">The URL of the next page; null: this is the last page.</param>
/// <param name="Time">The reader's time zone.</param>
public sealed record Catalogue(CatalogueQuery Place, IReadOnlyList<ConnectedApp> Apps, IReadOnlyList<CatalogueLine> Lines, string? Next, LocalTime Time)
{
    /// <summary>Grouped by app when browsing. Search results are in order of name, without groups.</summary>
    public IEnumerable<(string? Heading, IReadOnlyList<CatalogueLine> Lines)> Groups => Place.Search is null
        ? Lines.GroupBy(line => line.AppName).Select(group => ((string?)group.Key, (IReadOnlyList<CatalogueLine>)[.. group]))
        : [(null, Lines)];
}

/// <summary>Reads a page of the catalogue, with the reader's own access and requests.</summary>
public sealed class CatalogueReader(DirectoryStore directory, RequestStore requests, Cursor cursors)
{
    /// <summary>One page of the store. A larger number would not help the reader.</summary>
    public const int MaxCountedHolders = 1000;

    /// <exception cref="ProblemException">The cursor does not belong to this list.</exception>
    public async Task<Catalogue> ReadAsync(Caller caller, CatalogueQuery query, int limit, CancellationToken cancellationToken)
    {
        var scope = $"catalogue|{caller.Id}|{(query with { Cursor = null }).Path}";
        var after = cursors.Unprotect(scope, query.Cursor);
        var found = await List(query, after, limit, cancellationToken)
            .Where(entitlement => query.Risk is null || entitlement.Value.Risk == query.Risk)
            .Take(limit + 1)
            .ToListAsync(cancellationToken);
        var shown = found.Take(limit).ToList();
        var next = found.Count > limit ? (query with { Cursor = cursors.Protect(scope, shown[^1].Position) }).Path : null;
        var apps = await directory.AppsAsync(null, null, cancellationToken).Select(app => app.Value).ToListAsync(cancellationToken);
        var lines = await DescribeAsync(caller.Id, [.. shown.Select(placed => placed.Value)], apps, cancellationToken);
        return new Catalogue(query, [.. apps.OrderBy(app => app.Name, StringComparer.CurrentCultureIgnoreCase)], lines, next, new LocalTime(caller.User.TimeZone));
    }

    private IAsyncEnumerable<Positioned<Entitlement>> List(CatalogueQuery query, string? after, int limit, CancellationToken cancellationToken) => query switch
    {
        { App: { } app } => directory.EntitlementsOfAsync(app, query.Search, after, cancellationToken),
        { Search: { } search } => directory.EntitlementsAsync(search, after, cancellationToken),
        // With a risk filter most rows are skipped, so read full pages.
        _ => directory.EntitlementsByAppAsync(after, query.Risk is null ? limit + 1 : null, cancellationToken),
    };

    private async Task<IReadOnlyList<CatalogueLine>> DescribeAsync(UserId reader, IReadOnlyList<Entitlement> shown, IReadOnlyList<ConnectedApp> apps, CancellationToken cancellationToken)
    {
        var names = apps.ToDictionary(app => app.Id, app => app.Name);
        var held = (await directory.GrantsOfUserAsync(reader, cancellationToken)).Where(grant => grant.IsHeld).GroupBy(grant => grant.EntitlementId).ToDictionary(held => held.Key, held => held.Min(grant => grant.Since));
        var pending = await requests.UnderWayOfAsync(reader, cancellationToken);
        var holders = await BoundedReads.AllAsync(shown.Select(entitlement => entitlement.Id), (id, token) => directory.CountHoldersAsync(id, MaxCountedHolders, token), cancellationToken);
        return [.. shown.Select(entitlement => new CatalogueLine(
            entitlement,
            names.GetValueOrDefault(entitlement.AppId, entitlement.AppId.Value),
            holders[entitlement.Id].Total,
            held.TryGetValue(entitlement.Id, out var since) ? since : null,
            pending.TryGetValue(entitlement.Id, out var request) ? request : null))];
    }
}
