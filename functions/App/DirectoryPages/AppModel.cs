using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace AccessReview.App.DirectoryPages;

/// <summary>An entitlement of an app, and the number of its holders.</summary>
public sealed record HeldEntitlement(Entitlement Entitlement, HolderCount Holders);

/// <param name="Next">The URL of the next page.</param>
public sealed record AppModel(ConnectedApp App, IReadOnlyList<User> Owners, string? Search, IReadOnlyList<HeldEntitlement> Entitlements, string? Next);

/// <summary>Reads what the page of an app shows.</summary>
public sealed class AppReader(DirectoryStore directory, Cursor cursors)
{
    private const int EntitlementsOfAPage = 25;

    /// <exception cref="ProblemException">404: there is no such app.</exception>
    public async Task<AppModel> ReadAsync(Caller caller, AppId id, IQueryCollection query, CancellationToken cancellationToken)
    {
        var app = await directory.FindAppAsync(id, cancellationToken) ?? throw Problems.NotFound();
        var search = query.ReadSearch("q");
        var scope = $"app|{caller.Id}|{id}|{search}";
        var found = await directory.EntitlementsOfAsync(id, search, cursors.Unprotect(scope, query.ReadText("cursor")), cancellationToken)
            .Take(EntitlementsOfAPage + 1).ToListAsync(cancellationToken);
        var shown = found.Take(EntitlementsOfAPage).ToList();
        var holders = await BoundedReads.AllAsync(shown.Select(item => item.Value.Id), directory.CountHoldersAsync, cancellationToken);
        return new AppModel(
            app,
            await directory.FindUsersAsync(app.OwnerIds, cancellationToken),
            search,
            [.. shown.Select(item => new HeldEntitlement(item.Value, holders[item.Value.Id]))],
            found.Count > EntitlementsOfAPage ? NextOf(id, search, cursors.Protect(scope, shown[^1].Position)) : null);
    }

    private static string NextOf(AppId app, string? search, string cursor)
    {
        var parameters = new Dictionary<string, string?> { ["q"] = search, ["cursor"] = cursor };
        return QueryHelpers.AddQueryString(DirectoryPaths.App(app), parameters.Where(parameter => parameter.Value is not null));
    }
}
