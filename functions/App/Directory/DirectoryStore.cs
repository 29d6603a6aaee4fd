using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using Azure.Data.Tables;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Directory;

/// <summary>Reads the directory. Users, apps and entitlements come from a snapshot, everything else is read each time.</summary>
public sealed partial class DirectoryStore
{
    private readonly TableClient _table;
    private readonly DirectorySnapshot _snapshot;
    private readonly ChangeMarks _marks;
    private readonly NewGrants _newGrants;
    private readonly TimeProvider _time;
    private readonly DirectoryOptions _options;
    private readonly NameIndex _userNames;
    private readonly NameIndex _entitlementNames;

    public DirectoryStore(AppTables tables, DirectorySnapshot snapshot, IOptions<DirectoryOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(options);
        _table = tables.Directory;
        _options = options.Value;
        _snapshot = snapshot;
        _marks = new ChangeMarks(tables, time);
        _newGrants = new NewGrants(tables, time);
        _time = time;
        _userNames = new NameIndex(_table, DirectoryKeys.UserNames);
        _entitlementNames = new NameIndex(_table, DirectoryKeys.EntitlementNames);
    }

    public Task<User?> FindUserAsync(UserId id, CancellationToken cancellationToken) =>
        _snapshot.RememberAsync($"user|{id.Value}", async token => (await LoadUserAsync(id, token))?.Value, cancellationToken);

    public async Task<IReadOnlyList<User>> FindUsersAsync(IEnumerable<UserId> ids, CancellationToken cancellationToken)
    {
        var found = await _snapshot.RememberAllAsync(
            ids, id => $"user|{id.Value}", async (id, token) => (await LoadUserAsync(id, token))?.Value, cancellationToken);
        return [.. found.OfType<User>()];
    }

    /// <summary>Returns the user with this email address, whatever its case.</summary>
    public async Task<User?> FindUserByEmailAsync(string email, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(email) || await EmailHolderAsync(email, cancellationToken) is not { } id)
            return null;
        var user = await FindUserAsync(id, cancellationToken);
        return user is not null && string.Equals(user.Email, email.Trim(), StringComparison.OrdinalIgnoreCase) ? user : null;
    }

    public Task<ConnectedApp?> FindAppAsync(AppId id, CancellationToken cancellationToken) =>
        _snapshot.RememberAsync($"app|{id.Value}", async token => (await LoadAppAsync(id, token))?.Value, cancellationToken);

    public Task<Entitlement?> FindEntitlementAsync(EntitlementId id, CancellationToken cancellationToken) =>
        _snapshot.RememberAsync($"entitlement|{id.Value}", async token => (await LoadEntitlementAsync(id, token))?.Value, cancellationToken);

    public async Task<IReadOnlyList<Entitlement>> FindEntitlementsAsync(IEnumerable<EntitlementId> ids, CancellationToken cancellationToken)
    {
        var found = await _snapshot.RememberAllAsync(
            ids, id => $"entitlement|{id.Value}", async (id, token) => (await LoadEntitlementAsync(id, token))?.Value, cancellationToken);
        return [.. found.OfType<Entitlement>()];
    }

    public async Task<IReadOnlyList<ConnectedApp>> FindAppsAsync(IEnumerable<AppId> ids, CancellationToken cancellationToken)
    {
        var found = await _snapshot.RememberAllAsync(
            ids, id => $"app|{id.Value}", async (id, token) => (await LoadAppAsync(id, token))?.Value, cancellationToken);
        return [.. found.OfType<ConnectedApp>()];
    }

    /// <summary>Admins by the directory and the settings.</summary>
    public Task<IReadOnlyList<UserId>> AdminsAsync(CancellationToken cancellationToken) =>
        _snapshot.RememberAsync("admins", ReadAdminsAsync, cancellationToken);

    /// <summary>True if the user owns an app or entitlement.</summary>
    public Task<bool> IsOwnerAsync(UserId person, CancellationToken cancellationToken) =>
        _snapshot.RememberAsync($"owner|{person.Value}", token => AnyAsync(TableClient.CreateQueryFilter($"PartitionKey eq {DirectoryKeys.OwnedBy(person)}"), token), cancellationToken);

    /// <summary>True if the directory has no users.</summary>
    public async Task<bool> IsEmptyAsync(CancellationToken cancellationToken) =>
        !await AnyAsync(AllPeople, cancellationToken);

    private async Task<IReadOnlyList<UserId>> ReadAdminsAsync(CancellationToken cancellationToken)
    {
        var admins = new List<UserId>();
        await foreach (var row in _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {DirectoryKeys.Admins}"), cancellationToken: cancellationToken))
            admins.Add(UserId.From(row.GetString("Id")));
        foreach (var name in _options.AdminNames)
        {
            if (await FindUserAsync(UserId.From(name), cancellationToken) is { } user)
                admins.Add(user.Id);
        }

        return [.. admins.Distinct()];
    }

    private async Task<bool> AnyAsync(string filter, CancellationToken cancellationToken)
    {
        await foreach (var _ in _table.QueryAsync<TableEntity>(filter, maxPerPage: 1, select: ["PartitionKey"], cancellationToken: cancellationToken))
            return true;
        return false;
    }
}
