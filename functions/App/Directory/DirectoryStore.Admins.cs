using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Directory;

/// <summary>Admins, and the rule that one active admin always remains.</summary>
public sealed partial class DirectoryStore
{
    private const string AdminsRow = "admins";

    /// <summary>Active admins by the directory and the settings, read without the cache.</summary>
    internal async Task<IReadOnlyList<UserId>> ActiveAdminsAsync(CancellationToken cancellationToken)
    {
        var ids = await _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {DirectoryKeys.Admins}"), cancellationToken: cancellationToken)
            .Select(row => row.GetString("Id"))
            .ToListAsync(cancellationToken);
        var people = await BoundedReads.AllAsync(ids.Concat(_options.AdminNames).Select(UserId.From), LoadUserAsync, cancellationToken);
        return [.. people.Values.OfType<Stored<User>>().Select(stored => stored.Value).Where(IsActiveAdmin).Select(user => user.Id)];
    }

    internal bool LosesAdmin(User? before, User after) => IsActiveAdmin(before) && !IsActiveAdmin(after);

    internal bool GainsAdmin(User? before, User after) => !IsActiveAdmin(before) && IsActiveAdmin(after);

    /// <summary>True if this user is an active admin, or would be after a change.</summary>
    internal bool IsActiveAdmin(User? user) =>
        user is { IsActive: true } && LastAdmin.Administers(PersonRoles.Of(user, isAdmin: _options.AdminNames.Contains(user.Id.Value, StringComparer.Ordinal), isOwner: false));

    /// <summary>Two concurrent changes that each remove one of the last two admins conflict on one row.</summary>
    /// <exception cref="RequestFailedException">409: no admin would remain; 412: the admins changed in the meantime.</exception>
    private async Task GuardAdminsAsync(IReadOnlyCollection<Change<User>> changes, CancellationToken cancellationToken)
    {
        var leaving = changes.Where(change => LosesAdmin(change.Before?.Value, change.After)).Select(change => change.After.Id).ToList();
        if (leaving.Count == 0)
            return;

        var row = await _table.FindRowAsync(DirectoryKeys.VersionPartition, AdminsRow, cancellationToken);
        var joining = changes.Where(change => GainsAdmin(change.Before?.Value, change.After)).Select(change => change.After.Id).ToList();
        if (LastAdmin.WouldGo(await ActiveAdminsAsync(cancellationToken), leaving, joining))
            throw new RequestFailedException(409, "No active person would be an administrator any more.");
        if (!await _table.TryWriteRowAsync(new TableEntity(DirectoryKeys.VersionPartition, AdminsRow) { ["At"] = _time.GetUtcNow() }, row?.ETag, cancellationToken))
            throw new RequestFailedException(412, "Another person is changing the administrators.");
    }
}
