using System.Runtime.CompilerServices;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using Azure.Data.Tables;

namespace AccessReview.App.Directory;

/// <summary>Lists and searches, ordered by name.</summary>
public sealed partial class DirectoryStore
{
    // Index rows are read first, and their values are then looked up in batches of this size.
    private const int MaxConcurrentLookups = 25;

    /// <summary>Active users whose name or email address has words that start with the words of <paramref name="search"/>; for pickers.</summary>
    public async Task<IReadOnlyList<User>> SearchUsersAsync(string search, int limit, CancellationToken cancellationToken) =>
        await UsersAsync(search, null, cancellationToken).Select(found => found.Value).Where(user => user.IsActive).Take(limit).ToListAsync(cancellationToken);

    /// <summary>Users by name.</summary>
    /// <param name="search">The beginnings of words of the name or address; empty: everybody.</param>
    /// <param name="after">The position of the last user of the previous page.</param>
    public IAsyncEnumerable<Positioned<User>> UsersAsync(string? search, string? after, CancellationToken cancellationToken) =>
        FindAsync(_userNames, search, after, async (ids, token) => (await FindUsersAsync(ids.Select(UserId.From), token)).ToDictionary(user => user.Id.Value), SearchTextOf, cancellationToken);

    /// <summary>Entitlements of all apps by name.</summary>
    public IAsyncEnumerable<Positioned<Entitlement>> EntitlementsAsync(string? search, string? after, CancellationToken cancellationToken) =>
        FindAsync(
            _entitlementNames,
            search,
            after,
            async (ids, token) => (await FindEntitlementsAsync(ids.Select(EntitlementId.From), token)).ToDictionary(entitlement => entitlement.Id.Value),
            SearchTextOf,
            cancellationToken);

    /// <summary>One app's entitlements by identifier.</summary>
    public async IAsyncEnumerable<Positioned<Entitlement>> EntitlementsOfAsync(AppId app, string? search, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(app.Value))
            yield break;
        var folded = FoldedName.Fold(search ?? "");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {DirectoryKeys.EntitlementsOf(app)} and RowKey gt {after ?? ""}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            var entitlement = StoredJson.Read<Entitlement>(row);
            if (FoldedName.Matches(FoldedName.Fold(SearchTextOf(entitlement)), folded))
                yield return new(entitlement, row.RowKey);
        }
    }

    /// <summary>All entitlements, by app and then by identifier.</summary>
    /// <param name="after">The position of the last one of the previous page.</param>
    /// <param name="atOnce">How many the caller needs; null: unknown.</param>
    public async IAsyncEnumerable<Positioned<Entitlement>> EntitlementsByAppAsync(string? after, int? atOnce, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (partition, row) = after?.Split('\n') is [var seenPartition, var seenRow] ? (seenPartition, seenRow) : (DirectoryKeys.EntitlementsByApp, "");
        var end = DirectoryKeys.After(DirectoryKeys.EntitlementsByApp);
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {partition} and PartitionKey lt {end} and (PartitionKey gt {partition} or RowKey gt {row})");
        await foreach (var found in _table.QueryAsync<TableEntity>(filter, atOnce, cancellationToken: cancellationToken))
            yield return new(StoredJson.Read<Entitlement>(found), $"{found.PartitionKey}\n{found.RowKey}");
    }

    /// <summary>Apps by name. There are few apps, so all are read and sorted.</summary>
    public async IAsyncEnumerable<Positioned<ConnectedApp>> AppsAsync(string? search, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folded = FoldedName.Fold(search ?? "");
        if (folded.Length == 0 && !string.IsNullOrWhiteSpace(search))
            yield break;
        var apps = await _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {DirectoryKeys.Apps}"), cancellationToken: cancellationToken)
            .Select(StoredJson.Read<ConnectedApp>)
            .Select(app => (App: app, Name: FoldedName.Fold(app.Name)))
            .Where(app => FoldedName.Matches(app.Name, folded))
            .ToListAsync(cancellationToken);
        var placed = apps.Select(app => new Positioned<ConnectedApp>(app.App, $"{app.Name}\n{app.App.Id}"));
        foreach (var app in placed.Where(app => after is null || string.CompareOrdinal(app.Position, after) > 0).OrderBy(app => app.Position, StringComparer.Ordinal))
            yield return app;
    }

    internal static string SearchTextOf(User user)
    {
        var localPart = user.Email.Split('@')[0];
        return FoldedName.Fold(localPart) == FoldedName.Fold(user.DisplayName) ? user.DisplayName : $"{user.DisplayName} {localPart}";
    }

    internal static string SearchTextOf(Entitlement entitlement) => entitlement.Name;

    private static async IAsyncEnumerable<Positioned<T>> FindAsync<T>(
        NameIndex index,
        string? search,
        string? after,
        Func<IEnumerable<string>, CancellationToken, Task<Dictionary<string, T>>> read,
        Func<T, string> text,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folded = FoldedName.Fold(search ?? "");
        if (folded.Length == 0 && !string.IsNullOrWhiteSpace(search))
            yield break;

        var seen = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var places in index.FindAsync(folded, after, cancellationToken).Chunk(MaxConcurrentLookups).WithCancellation(cancellationToken))
        {
            var values = await read(places.Select(item => item.Id), cancellationToken);
            foreach (var (id, position) in places)
            {
                // Two words of one name can start alike. Across pages such a name can appear twice.
                if (values.TryGetValue(id, out var value) && FoldedName.Matches(FoldedName.Fold(text(value)), folded) && seen.Add(id))
                    yield return new(value, position);
            }
        }
    }
}
