using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Directory;

/// <summary>A value to write, and the stored value that it replaces.</summary>
internal sealed record Change<T>(Stored<T>? Before, T After)
{
    /// <summary>The import that makes the change.</summary>
    public string? Mark { get; init; }
}

/// <summary>
/// Writes new index rows first, then deletes old ones, and writes the main row last.
/// After a crash in between, a retry still finds the old main row and repeats everything.
/// </summary>
public sealed partial class DirectoryStore
{
    /// <exception cref="RequestFailedException">A user has changed since they were read (409 or 412).</exception>
    internal async Task WriteUsersAsync(IReadOnlyCollection<Change<User>> changes, CancellationToken cancellationToken)
    {
        await GuardAdminsAsync(changes, cancellationToken);
        await ClaimSpellingsAsync(DirectoryIdKind.User, NewIn(changes, user => user.Id.Value), cancellationToken);
        await ClaimAddressesAsync(changes, cancellationToken);
        await MarkedAsync(
            changes.SelectMany(change => Concerns.Of(change, _time.GetUtcNow())),
            () => WriteAsync([.. changes.Select(Stamped)], user => DirectoryKeys.Of(user.Id.Value), DirectoryKeys.Users, IndexRows, cancellationToken),
            cancellationToken);
        await ReleaseAddressesAsync(changes, cancellationToken);
    }

    internal async Task WriteAppsAsync(IReadOnlyCollection<Change<ConnectedApp>> changes, CancellationToken cancellationToken)
    {
        await ClaimSpellingsAsync(DirectoryIdKind.App, NewIn(changes, app => app.Id.Value), cancellationToken);
        await MarkedAsync(
            changes.SelectMany(Concerns.Of),
            () => WriteAsync(changes, app => DirectoryKeys.Of(app.Id.Value), _ => DirectoryKeys.Apps, IndexRows, cancellationToken),
            cancellationToken);
    }

    internal async Task WriteEntitlementsAsync(IReadOnlyCollection<Change<Entitlement>> changes, CancellationToken cancellationToken)
    {
        await ClaimSpellingsAsync(DirectoryIdKind.Entitlement, NewIn(changes, entitlement => entitlement.Id.Value), cancellationToken);
        await MarkedAsync(
            changes.SelectMany(Concerns.Of),
            () => WriteAsync(changes, entitlement => DirectoryKeys.Of(entitlement.Id.Value), DirectoryKeys.Entitlements, IndexRows, cancellationToken),
            cancellationToken);
    }

    private static Change<User> Stamped(Change<User> change) => change with { After = change.After.Following(change.Before?.Value) };

    /// <summary>Makes all processes discard their cache.</summary>
    internal Task RenewVersionAsync(CancellationToken cancellationToken) => _snapshot.RenewAsync(cancellationToken);

    /// <summary>Every write goes through this method: what it affects is recorded before the write.</summary>
    private async Task MarkedAsync(IEnumerable<ConcernAt> concerns, Func<Task> write, CancellationToken cancellationToken)
    {
        var announced = await _marks.AnnounceAsync(concerns, cancellationToken);
        await write();
        try
        {
            // The change is committed: a cancellation must not delay its tasks.
            await _marks.ReleaseAsync(announced, CancellationToken.None);
        }
        // A committed change must not be reported as failed. Its marks become due automatically.
        catch (RequestFailedException)
        {
        }
    }

    private async Task WriteAsync<T>(
        IReadOnlyCollection<Change<T>> changes, Func<T, string> key, Func<string, string> partition, Func<T, IEnumerable<TableEntity>> indexRows, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
            return;

        var index = new RowWrites();
        var truth = new RowWrites();
        foreach (var change in changes)
        {
            index.UpsertAll(indexRows(change.After));
            var row = StoredJson.Row(partition(key(change.After)), key(change.After), change.After);
            row[StoredJson.Mark] = change.Mark;
            truth.Write(row, change.Before?.ETag);
        }

        await index.SubmitAsync(_table, cancellationToken);
        foreach (var row in changes.Where(change => change.Before is not null).SelectMany(change => indexRows(change.Before!.Value)).Where(row => !index.Holds(row)))
            await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
        await truth.SubmitAsync(_table, cancellationToken);
        // Other readers must see the change even if the caller has disconnected.
        await _snapshot.RenewAsync(CancellationToken.None);
    }

    private static IEnumerable<string> NewIn<T>(IEnumerable<Change<T>> changes, Func<T, string> id) => changes.Where(change => change.Before is null).Select(change => id(change.After));

    private IEnumerable<TableEntity> IndexRows(User user)
    {
        foreach (var row in _userNames.RowsOf(user.Id.Value, SearchTextOf(user)))
            yield return row;
        if (user.Roles.HasFlag(Roles.Admin))
            yield return new TableEntity(DirectoryKeys.Admins, DirectoryKeys.Of(user.Id.Value)) { ["Id"] = user.Id.Value };
        if (user.ManagerId is { } manager)
            yield return new TableEntity(DirectoryKeys.TeamOf(manager), DirectoryKeys.Of(user.Id.Value)) { ["Id"] = user.Id.Value };
        if (!user.IsActive)
            yield return LeaverRow(user.Id);
    }

    private static IEnumerable<TableEntity> IndexRows(ConnectedApp app) =>
        app.OwnerIds.Distinct().Select(owner => new TableEntity(DirectoryKeys.OwnedBy(owner), $"app|{DirectoryKeys.Of(app.Id.Value)}"));

    private IEnumerable<TableEntity> IndexRows(Entitlement entitlement)
    {
        var key = DirectoryKeys.Of(entitlement.Id.Value);
        foreach (var row in _entitlementNames.RowsOf(entitlement.Id.Value, SearchTextOf(entitlement)))
            yield return row;
        foreach (var owner in entitlement.OwnerIds.Distinct())
            yield return new TableEntity(DirectoryKeys.OwnedBy(owner), $"entitlement|{key}");
        yield return StoredJson.Row(DirectoryKeys.EntitlementsOf(entitlement.AppId), key, entitlement);
    }
}
