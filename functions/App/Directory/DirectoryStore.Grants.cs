using System.Runtime.CompilerServices;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Directory;

/// <summary>The number of users who hold an entitlement.</summary>
/// <param name="Total">All holders, including those whose access should have been removed.</param>
/// <param name="StillThere">The holders whose removal failed.</param>
public sealed record HolderCount(int Total, int StillThere);

/// <summary>A grant, and the tasks whose outcome it already includes.</summary>
internal sealed record StoredGrant(Grant Grant, ETag? ETag, IReadOnlyList<string> Applied)
{
    /// <summary>The import that last wrote the row, and how it counted the line.</summary>
    public string? Mark { get; init; }

    /// <summary>The grant as it was read; null: there was none.</summary>
    public Grant? Before { get; init; }

    /// <summary>The person did not have the access before.</summary>
    public bool IsNew => Grant.IsHeld && Before is not { IsHeld: true };
}

/// <summary>
/// A grant is stored twice: under the user, which is the main row, and under the entitlement, which is a copy for its holders.
/// The copy is written first. A writer whose conditional write of the main row fails writes both again.
/// The keys of an additional grant also have its account, and sort right after those of the first one.
/// </summary>
public sealed partial class DirectoryStore
{
    private const int TasksRemembered = 50;

    public async Task<Grant?> FindGrantAsync(UserId user, EntitlementId entitlement, CancellationToken cancellationToken) =>
        (await LoadGrantAsync(user, entitlement, cancellationToken))?.Grant;

    public async Task<Grant?> FindGrantAsync(AccessKey key, CancellationToken cancellationToken) => (await LoadGrantAsync(key, cancellationToken))?.Grant;

    /// <summary>A user's grants of one entitlement: one for each account.</summary>
    public async Task<IReadOnlyList<Grant>> GrantsAsync(UserId user, EntitlementId entitlement, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(user.Value) || string.IsNullOrEmpty(entitlement.Value))
            return [];
        var first = DirectoryKeys.Of(entitlement.Value);
        var more = $"{first}|";
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {DirectoryKeys.GrantsOf(user)} and (RowKey eq {first} or (RowKey ge {more} and RowKey lt {DirectoryKeys.After(more)}))");
        return await _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).Select(StoredJson.Read<Grant>).ToListAsync(cancellationToken);
    }

    /// <summary>What a user holds or held, by entitlement.</summary>
    public async Task<IReadOnlyList<Grant>> GrantsOfUserAsync(UserId user, CancellationToken cancellationToken)
    {
        var grants = new List<Grant>();
        if (string.IsNullOrEmpty(user.Value))
            return grants;
        await foreach (var row in _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {DirectoryKeys.GrantsOf(user)}"), cancellationToken: cancellationToken))
            grants.Add(StoredJson.Read<Grant>(row));
        return grants;
    }

    /// <summary>Who holds or held an entitlement, by user.</summary>
    /// <param name="entitlement">The entitlement.</param>
    /// <param name="after">The <see cref="HolderPositionOf"/> of the last grant of the previous page.</param>
    public async IAsyncEnumerable<Grant> HoldersAsync(EntitlementId entitlement, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(entitlement.Value))
            yield break;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {DirectoryKeys.HoldersOf(entitlement)} and RowKey gt {after ?? ""}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            yield return StoredJson.Read<Grant>(row);
    }

    /// <summary>All access that people have or had, by user and then by entitlement.</summary>
    /// <param name="after">The position of the last one of the previous page; null: from the beginning.</param>
    public async IAsyncEnumerable<Positioned<Grant>> AllGrantsAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (partition, row) = after?.Split('\n') is [var seenPartition, var seenRow] ? (seenPartition, seenRow) : (DirectoryKeys.GrantsByUser, "");
        var end = DirectoryKeys.After(DirectoryKeys.GrantsByUser);
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {partition} and PartitionKey lt {end} and (PartitionKey gt {partition} or RowKey gt {row})");
        await foreach (var found in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            yield return new(StoredJson.Read<Grant>(found), $"{found.PartitionKey}\n{found.RowKey}");
    }

    public Task<HolderCount> CountHoldersAsync(EntitlementId entitlement, CancellationToken cancellationToken) => CountHoldersAsync(entitlement, int.MaxValue, cancellationToken);

    /// <summary>Counts to <paramref name="max"/> at most, because counting an entitlement that nearly everybody holds takes long.</summary>
    public async Task<HolderCount> CountHoldersAsync(EntitlementId entitlement, int max, CancellationToken cancellationToken)
    {
        var count = new HolderCount(0, 0);
        if (string.IsNullOrEmpty(entitlement.Value))
            return count;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {DirectoryKeys.HoldersOf(entitlement)} and IsHeld eq true");
        var others = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, select: ["RowKey", "IsStillThere"], cancellationToken: cancellationToken))
        {
            if (row.RowKey.Split('|') is [var user, _])
                others.Add(user);
            else
                count = count with { Total = count.Total + 1 };
            count = count with { StillThere = count.StillThere + (row.GetBoolean("IsStillThere") == true ? 1 : 0) };
            if (count.Total >= max)
                break;
        }

        // A person with two accounts is one holder, also if the first grant has ended.
        var first = await BoundedReads.AllAsync(others, (user, token) => _table.FindRowAsync(DirectoryKeys.HoldersOf(entitlement), user, token, ["IsHeld"]), cancellationToken);
        return count with { Total = count.Total + first.Values.Count(row => row?.GetBoolean("IsHeld") != true) };
    }

    /// <summary>The position of a grant among the holders of its entitlement.</summary>
    internal static string HolderPositionOf(Grant grant) => $"{DirectoryKeys.Of(grant.UserId.Value)}{AccountPartOf(grant)}";

    /// <summary>The grant with this account; the first one if there is none, or without an account.</summary>
    internal async Task<StoredGrant?> LoadGrantAsync(AccessKey key, CancellationToken cancellationToken)
    {
        var first = await LoadGrantAsync(key.User, key.Entitlement, cancellationToken);
        return key.Account is { } account && first is not null && first.Grant.AccountId != account
            ? await LoadAdditionalGrantAsync(key, cancellationToken) ?? first
            : first;
    }

    /// <summary>The first grant, whatever its account.</summary>
    internal Task<StoredGrant?> LoadGrantAsync(UserId user, EntitlementId entitlement, CancellationToken cancellationToken) =>
        ReadGrantAsync(user, entitlement, "", cancellationToken);

    /// <summary>The additional grant with this account; null: there is none.</summary>
    internal async Task<StoredGrant?> LoadAdditionalGrantAsync(AccessKey key, CancellationToken cancellationToken) =>
        key.Account is { } account ? await ReadGrantAsync(key.User, key.Entitlement, AccountPartOf(account), cancellationToken) : null;

    private async Task<StoredGrant?> ReadGrantAsync(UserId user, EntitlementId entitlement, string accountPart, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(user.Value) || string.IsNullOrEmpty(entitlement.Value))
            return null;
        var row = await _table.FindRowAsync(DirectoryKeys.GrantsOf(user), $"{DirectoryKeys.Of(entitlement.Value)}{accountPart}", cancellationToken);
        return row is null ? null : new(StoredJson.Read<Grant>(row), row.ETag, RowJson.Read<IReadOnlyList<string>>(row.GetString("Applied"))) { Mark = row.GetString(StoredJson.Mark) };
    }

    /// <exception cref="RequestFailedException">A grant has changed since it was read (409 or 412).</exception>
    internal async Task WriteGrantsAsync(IReadOnlyCollection<StoredGrant> grants, CancellationToken cancellationToken)
    {
        await _newGrants.NoteAsync([.. grants.Where(stored => stored.IsNew).Select(stored => AccessKey.Of(stored.Grant))], cancellationToken);
        await MarkedAsync(grants.SelectMany(Concerns.Of), () => WriteAsync(grants, cancellationToken), cancellationToken);
    }

    private async Task WriteAsync(IEnumerable<StoredGrant> grants, CancellationToken cancellationToken)
    {
        var copies = new RowWrites();
        var truths = new RowWrites();
        foreach (var stored in grants)
        {
            var (grant, tag, applied) = stored;
            var (user, entitlement) = (DirectoryKeys.Of(grant.UserId.Value), DirectoryKeys.Of(grant.EntitlementId.Value));
            var copy = StoredJson.Row(DirectoryKeys.HoldersOf(grant.EntitlementId), HolderPositionOf(grant), grant);
            copy["IsHeld"] = grant.IsHeld;
            copy["IsStillThere"] = grant.State == GrantState.StillThere;
            copies.Upsert(copy);
            // Rows of earlier ends are not deleted: the code that reads them checks the grant's current end.
            if (grant is { IsHeld: true, Until: { } until })
                copies.Upsert(EndingRow(grant, DirectoryKeys.Ending(until), $"{user}|{entitlement}"));
            if (grant is { IsHeld: true, Exception: { } exception })
                copies.Upsert(EndingRow(grant, DirectoryKeys.ExceptionEnding(exception.Until), $"{user}|{entitlement}"));

            var truth = StoredJson.Row(DirectoryKeys.GrantsOf(grant.UserId), $"{entitlement}{AccountPartOf(grant)}", grant);
            truth[StoredJson.Mark] = stored.Mark;
            truth["Applied"] = RowJson.Write(applied.TakeLast(TasksRemembered));
            truths.Write(truth, tag);
        }

        await copies.SubmitAsync(_table, cancellationToken);
        await truths.SubmitAsync(_table, cancellationToken);
    }

    private static TableEntity EndingRow(Grant grant, string partition, string row) => grant is { IsAdditional: true, AccountId: { } account }
        ? new(partition, $"{row}|{DirectoryKeys.HashOf(account)[..16]}")
        {
            ["User"] = grant.UserId.Value,
            ["Entitlement"] = grant.EntitlementId.Value,
            ["Account"] = account.Value,
        }
        : new(partition, row) { ["User"] = grant.UserId.Value, ["Entitlement"] = grant.EntitlementId.Value };

    private static string AccountPartOf(Grant grant) => grant is { IsAdditional: true, AccountId: { } account } ? AccountPartOf(account) : "";

    private static string AccountPartOf(AccountId account) => string.IsNullOrEmpty(account.Value) ? "" : $"|{DirectoryKeys.Of(account.Value)}";
}
