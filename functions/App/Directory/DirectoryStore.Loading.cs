using AccessReview.App.Store;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Directory;

/// <summary>Reads single rows without the cache, with the ETag that a change needs.</summary>
public sealed partial class DirectoryStore
{
    internal async Task<Stored<User>?> LoadUserAsync(UserId id, CancellationToken cancellationToken) =>
        await LoadAsync<User>(DirectoryKeys.Users, id.Value, cancellationToken) is { } found && found.Value.Id == id ? found : null;

    internal async Task<Stored<ConnectedApp>?> LoadAppAsync(AppId id, CancellationToken cancellationToken) =>
        await LoadAsync<ConnectedApp>(_ => DirectoryKeys.Apps, id.Value, cancellationToken) is { } found && found.Value.Id == id ? found : null;

    internal async Task<Stored<Entitlement>?> LoadEntitlementAsync(EntitlementId id, CancellationToken cancellationToken) =>
        await LoadAsync<Entitlement>(DirectoryKeys.Entitlements, id.Value, cancellationToken) is { } found && found.Value.Id == id ? found : null;

    internal async Task<UserId?> EmailHolderAsync(string email, CancellationToken cancellationToken)
    {
        var key = DirectoryKeys.EmailKey(email);
        var row = await _table.FindRowAsync(DirectoryKeys.Emails(key), key, cancellationToken);
        return row is null ? null : UserId.From(row.GetString("Id"));
    }

    private async Task<Stored<T>?> LoadAsync<T>(Func<string, string> partition, string id, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(id))
            return null;
        var key = DirectoryKeys.Of(id);
        return StoredJson.Of<T>(await _table.FindRowAsync(partition(key), key, cancellationToken));
    }
}
