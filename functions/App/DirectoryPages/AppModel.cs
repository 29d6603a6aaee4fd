using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.App.Store;
using AccessReview.App.Text;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace AccessReview.App.DirectoryPages;

/// <summary>An entitlement of an app, and the number of its holders.</summary>
public sealed record HeldEntitlement(Entitlement Entitlement, HolderCount Holders);

/// <param name="Next">The URL of the next page.</param>
public sealed record AppModel(ConnectedApp App, IReadOnlyList<User> Owners, string? Search, IReadOnlyList<HeldEntitlement> Entitlements, string? Next)
{
    /// <summary>The first accounts without an owner; null: the reader may not see accounts.</summary>
    public IReadOnlyList<Account>? Unowned { get; init; }

    /// <summary>There are more accounts without an owner.</summary>
    public bool HasMoreUnowned { get; init; }

    public required LocalTime Time { get; init; }
}

/// <summary>Reads what the page of an app shows.</summary>
public sealed class AppReader(DirectoryStore directory, Cursor cursors)
{
    private const int EntitlementsOfAPage = 25;
    private const int MaxUnowned = 50;

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
        var unowned = OrganizationTable.Allows(OrganizationAction.ReadAllAccess, caller.Roles)
            ? await directory.AccountsOfAsync(id, false, null, cancellationToken).Take(MaxUnowned + 1).Select(account => account.Value).ToListAsync(cancellationToken)
            : null;
        return new AppModel(
            app,
            await directory.FindUsersAsync(app.OwnerIds, cancellationToken),
            search,
            [.. shown.Select(item => new HeldEntitlement(item.Value, holders[item.Value.Id]))],
            found.Count > EntitlementsOfAPage ? NextOf(id, search, cursors.Protect(scope, shown[^1].Position)) : null)
        {
            Unowned = unowned?.Take(MaxUnowned).ToList(),
            HasMoreUnowned = unowned?.Count > MaxUnowned,
            Time = new LocalTime(caller.User.TimeZone),
        };
    }

    private static string NextOf(AppId app, string? search, string cursor)
    {
        var parameters = new Dictionary<string, string?> { ["q"] = search, ["cursor"] = cursor };
        return QueryHelpers.AddQueryString(DirectoryPaths.App(app), parameters.Where(parameter => parameter.Value is not null));
    }
}
