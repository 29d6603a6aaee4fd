using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Directory;

/// <summary>Administrators, and the guard that one active administrator is always left.</summary>
public sealed partial class DirectoryStore
{
    private const string AdminsRow = "admins";

    /// <summary>Active administrators by the directory and by the settings, as the rows are now.</summary>
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

    /// <summary>Is this person, or would they be, an active administrator?</summary>
    internal bool IsActiveAdmin(User? user) =>
        user is { IsActive: true } && LastAdmin.Administers(_options.AdminNames.Contains(user.Id.Value, StringComparer.Ordinal) ? user.Roles | Roles.Admin : user.Roles);

    /// <summary>Two changes at once, each of which takes one of two administrators away, meet at one row.</summary>
    /// <exception cref="RequestFailedException">409: nobody would be left; 412: somebody else changed the administrators.</exception>
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
