using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Text;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Directory;

/// <summary>The kind of an identifier.</summary>
internal enum DirectoryIdKind
{
    User,
    App,
    Entitlement,
}

/// <summary>A row that only one owner can have: an email address, or an identifier without regard to case.</summary>
internal sealed record Claim(string Partition, string Key, string Id);

/// <summary>
/// Claims email addresses and spellings with a conditional write before the main row is written, and releases them after it.
/// A claim whose main row never follows is released after a while.
/// </summary>
public sealed partial class DirectoryStore
{
    private const string ClaimedAt = "ClaimedAt";
    private static readonly TimeSpan ClaimLasts = TimeSpan.FromMinutes(2);

    /// <summary>The active user who has this address or is about to get it.</summary>
    internal async Task<UserId?> FindAddressHolderAsync(string key, CancellationToken cancellationToken)
    {
        var row = await _table.FindRowAsync(DirectoryKeys.Emails(key), key, cancellationToken);
        return row is not null && await HoldsAddressAsync(row, cancellationToken) ? UserId.From(row.GetString("Id")) : null;
    }

    /// <summary>Returns the identifier in the directory that differs from this one only in case; null: there is none.</summary>
    internal async Task<string?> FindSpellingAsync(DirectoryIdKind kind, string id, CancellationToken cancellationToken)
    {
        var key = DirectoryKeys.Of(ExactText.WithoutCase(id));
        var row = await _table.FindRowAsync(DirectoryKeys.Spellings(kind, key), key, cancellationToken);
        return row?.GetString("Id") is { } other && other != id && await HoldsSpellingAsync(kind, row, cancellationToken) ? other : null;
    }

    private Task ClaimSpellingsAsync(DirectoryIdKind kind, IEnumerable<string> ids, CancellationToken cancellationToken) => ClaimAsync(
        [.. ids.Select(id => (Id: id, Key: DirectoryKeys.Of(ExactText.WithoutCase(id)))).Select(item => new Claim(DirectoryKeys.Spellings(kind, item.Key), item.Key, item.Id))],
        row => HoldsSpellingAsync(kind, row, cancellationToken),
        cancellationToken);

    private Task ClaimAddressesAsync(IReadOnlyCollection<Change<User>> changes, CancellationToken cancellationToken)
    {
        var givingUp = changes.Where(change => AddressKeyOf(change.Before?.Value) is { } before && before != AddressKeyOf(change.After)).Select(change => change.After.Id.Value).ToHashSet();
        var claims = changes.Where(change => AddressKeyOf(change.After) is { } after && after != AddressKeyOf(change.Before?.Value))
            .Select(change => new Claim(DirectoryKeys.Emails(AddressKeyOf(change.After)!), AddressKeyOf(change.After)!, change.After.Id.Value)); // Filtered for not null.
        return ClaimAsync([.. claims], async row => !givingUp.Contains(row.GetString("Id")) && await HoldsAddressAsync(row, cancellationToken), cancellationToken);
    }

    /// <summary>Releases the previous addresses of these users. Others may have claimed them in the meantime.</summary>
    private async Task ReleaseAddressesAsync(IReadOnlyCollection<Change<User>> changes, CancellationToken cancellationToken)
    {
        foreach (var (before, after) in changes)
        {
            if (AddressKeyOf(before?.Value) is not { } key || key == AddressKeyOf(after))
                continue;
            var row = await _table.FindRowAsync(DirectoryKeys.Emails(key), key, cancellationToken);
            if (row?.GetString("Id") == after.Id.Value)
                await _table.TryDeleteRowAsync(row, cancellationToken);
        }
    }

    /// <exception cref="RequestFailedException">409 or 412: another owner has one of them.</exception>
    private async Task ClaimAsync(IReadOnlyList<Claim> claims, Func<TableEntity, Task<bool>> isHeld, CancellationToken cancellationToken)
    {
        if (claims.Count == 0 || await TryAddAsync(claims, cancellationToken))
            return;

        var found = await BoundedReads.AllAsync(claims, (claim, token) => _table.FindRowAsync(claim.Partition, claim.Key, token), cancellationToken);
        var writes = new RowWrites();
        foreach (var claim in claims)
        {
            if (found[claim] is { } row && row.GetString("Id") != claim.Id && await isHeld(row))
                throw new RequestFailedException(409, $"{claim.Partition} has a row that belongs to somebody else.");
            writes.Write(RowOf(claim), found[claim]?.ETag);
        }

        await writes.SubmitAsync(_table, cancellationToken);
    }

    private async Task<bool> TryAddAsync(IReadOnlyList<Claim> claims, CancellationToken cancellationToken)
    {
        var writes = new RowWrites();
        foreach (var claim in claims)
        {
            if (writes.Holds(RowOf(claim)))
                throw new RequestFailedException(409, $"Two rows want one row of {claim.Partition}.");
            writes.Write(RowOf(claim), null);
        }

        try
        {
            await writes.SubmitAsync(_table, cancellationToken);
            return true;
        }
        catch (RequestFailedException taken) when (taken.Status == 409)
        {
            return false;
        }
    }

    private TableEntity RowOf(Claim claim) => new(claim.Partition, claim.Key) { ["Id"] = claim.Id, [ClaimedAt] = _time.GetUtcNow() };

    private async Task<bool> HoldsAddressAsync(TableEntity row, CancellationToken cancellationToken) =>
        AddressKeyOf((await LoadUserAsync(UserId.From(row.GetString("Id")), cancellationToken))?.Value) == row.RowKey || IsFresh(row);

    private async Task<bool> HoldsSpellingAsync(DirectoryIdKind kind, TableEntity row, CancellationToken cancellationToken)
    {
        var id = row.GetString("Id");
        return IsFresh(row) || kind switch
        {
            DirectoryIdKind.User => await LoadUserAsync(UserId.From(id), cancellationToken) is not null,
            DirectoryIdKind.App => await LoadAppAsync(AppId.From(id), cancellationToken) is not null,
            DirectoryIdKind.Entitlement => await LoadEntitlementAsync(EntitlementId.From(id), cancellationToken) is not null,
        };
    }

    private bool IsFresh(TableEntity row) => row.GetDateTimeOffset(ClaimedAt) is { } at && _time.GetUtcNow() - at < ClaimLasts;

    /// <summary>The address that a user has. An inactive user has none.</summary>
    internal static string? AddressKeyOf(User? user) => user is { IsActive: true } ? DirectoryKeys.EmailKey(user.Email) : null;
}
