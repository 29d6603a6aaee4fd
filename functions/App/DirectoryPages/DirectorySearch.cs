using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.WebUtilities;

namespace AccessReview.App.DirectoryPages;

/// <summary>The parts of the directory that can be searched.</summary>
public enum DirectoryPart
{
    People,
    Apps,
    Entitlements,
}

/// <summary>Some of the search results.</summary>
/// <param name="Count">The number of results, up to the limit of counting.</param>
/// <param name="IsMore">There are more results than were counted.</param>
/// <param name="Next">The URL of the next page.</param>
public sealed record Found<T>(IReadOnlyList<T> Items, int Count, bool IsMore, string? Next);

/// <summary>An entitlement and the name of its app.</summary>
public sealed record EntitlementLine(Entitlement Entitlement, string AppName);

/// <summary>What the directory page shows.</summary>
/// <param name="Search">The search text; null: everything.</param>
/// <param name="Part">The only part to show; null: some of each part.</param>
public sealed record DirectoryView(string? Search, DirectoryPart? Part)
{
    public string Path => Of(Part, null);

    public string Of(DirectoryPart? part, string? cursor)
    {
        var parameters = new Dictionary<string, string?> { ["q"] = Search, ["part"] = part?.ToString().ToLowerInvariant(), ["cursor"] = cursor };
        return QueryHelpers.AddQueryString(DirectoryPaths.Home, parameters.Where(parameter => parameter.Value is not null));
    }
}

/// <summary>The result of a directory search; a part that was not requested is null.</summary>
public sealed record DirectoryModel(DirectoryView View, Found<User>? People, Found<ConnectedApp>? Apps, Found<EntitlementLine>? Entitlements)
{
    public bool IsNothing => (People?.Count ?? 0) + (Apps?.Count ?? 0) + (Entitlements?.Count ?? 0) == 0;
}

/// <summary>Searches users, apps and entitlements by the words of their names.</summary>
public sealed class DirectorySearch(DirectoryStore directory, Cursor cursors)
{
    // Counting stops here, so that it never reads the whole directory.
    private const int MaxCounted = 100;
    private const int ShownOfEach = 6;
    private const int ShownOfOne = 25;

    /// <exception cref="ProblemException">The cursor does not belong to this list.</exception>
    public async Task<DirectoryModel> ReadAsync(Caller caller, DirectoryView view, string? cursor, CancellationToken cancellationToken)
    {
        var people = await FindAsync(DirectoryPart.People, after => directory.UsersAsync(view.Search, after, cancellationToken));
        var apps = await FindAsync(DirectoryPart.Apps, after => directory.AppsAsync(view.Search, after, cancellationToken));
        var entitlements = await FindAsync(DirectoryPart.Entitlements, after => directory.EntitlementsAsync(view.Search, after, cancellationToken));
        return new DirectoryModel(view, people, apps, entitlements is null ? null : await NameAppsAsync(entitlements, cancellationToken));

        async Task<Found<T>?> FindAsync<T>(DirectoryPart part, Func<string?, IAsyncEnumerable<Positioned<T>>> list)
        {
            if (view.Part is null)
                return Count(await list(null).Take(MaxCounted + 1).ToListAsync(cancellationToken));
            if (view.Part != part)
                return null;

            var scope = $"directory|{caller.Id}|{view.Path}";
            var found = await list(cursors.Unprotect(scope, cursor)).Take(ShownOfOne + 1).ToListAsync(cancellationToken);
            var shown = found.Take(ShownOfOne).ToList();
            var next = found.Count > ShownOfOne ? view.Of(part, cursors.Protect(scope, shown[^1].Position)) : null;
            return new Found<T>([.. shown.Select(item => item.Value)], shown.Count, next is not null, next);
        }
    }

    private static Found<T> Count<T>(IReadOnlyList<Positioned<T>> found) =>
        new([.. found.Take(ShownOfEach).Select(item => item.Value)], Math.Min(found.Count, MaxCounted), found.Count > MaxCounted, null);

    private async Task<Found<EntitlementLine>> NameAppsAsync(Found<Entitlement> found, CancellationToken cancellationToken)
    {
        var apps = (await directory.FindAppsAsync(found.Items.Select(item => item.AppId), cancellationToken)).ToDictionary(app => app.Id, app => app.Name);
        return new([.. found.Items.Select(item => new EntitlementLine(item, apps.GetValueOrDefault(item.AppId, item.AppId.Value)))], found.Count, found.IsMore, found.Next);
    }
}
