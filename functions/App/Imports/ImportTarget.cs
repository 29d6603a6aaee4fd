using AccessReview.App.Directory;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Imports;

/// <summary>What an import reads and writes: the directory. A dry run reads the same and writes elsewhere (<see cref="DryRunTarget"/>).</summary>
internal class ImportTarget(DirectoryStore directory)
{
    public virtual Task<Stored<User>?> LoadUserAsync(UserId id, CancellationToken cancellationToken) => directory.LoadUserAsync(id, cancellationToken);

    public virtual Task<Stored<ConnectedApp>?> LoadAppAsync(AppId id, CancellationToken cancellationToken) => directory.LoadAppAsync(id, cancellationToken);

    public virtual Task<Stored<Entitlement>?> LoadEntitlementAsync(EntitlementId id, CancellationToken cancellationToken) => directory.LoadEntitlementAsync(id, cancellationToken);

    public virtual Task<StoredGrant?> LoadGrantAsync(UserId user, EntitlementId entitlement, CancellationToken cancellationToken) =>
        directory.LoadGrantAsync(user, entitlement, cancellationToken);

    public virtual Task<StoredGrant?> LoadAdditionalGrantAsync(AccessKey key, CancellationToken cancellationToken) => directory.LoadAdditionalGrantAsync(key, cancellationToken);

    public virtual Task<Stored<Account>?> LoadAccountAsync(AccountKey key, CancellationToken cancellationToken) => directory.LoadAccountAsync(key, cancellationToken);

    public virtual Task<IReadOnlyList<User>> FindUsersAsync(IEnumerable<UserId> ids, CancellationToken cancellationToken) => directory.FindUsersAsync(ids, cancellationToken);

    public virtual Task<IReadOnlyList<ConnectedApp>> FindAppsAsync(IEnumerable<AppId> ids, CancellationToken cancellationToken) => directory.FindAppsAsync(ids, cancellationToken);

    public virtual Task<IReadOnlyList<Entitlement>> FindEntitlementsAsync(IEnumerable<EntitlementId> ids, CancellationToken cancellationToken) =>
        directory.FindEntitlementsAsync(ids, cancellationToken);

    /// <summary>The active user who has this address or is about to get it.</summary>
    public virtual Task<UserId?> FindAddressHolderAsync(string key, CancellationToken cancellationToken) => directory.FindAddressHolderAsync(key, cancellationToken);

    /// <summary>The identifier that differs from this one only in case; null: there is none.</summary>
    public virtual Task<string?> FindSpellingAsync(DirectoryIdKind kind, string id, CancellationToken cancellationToken) => directory.FindSpellingAsync(kind, id, cancellationToken);

    public virtual Task<IReadOnlyList<UserId>> ActiveAdminsAsync(CancellationToken cancellationToken) => directory.ActiveAdminsAsync(cancellationToken);

    public bool LosesAdmin(User? before, User after) => directory.LosesAdmin(before, after);

    public bool GainsAdmin(User? before, User after) => directory.GainsAdmin(before, after);

    public virtual Task WriteUsersAsync(IReadOnlyCollection<Change<User>> changes, CancellationToken cancellationToken) => directory.WriteUsersAsync(changes, cancellationToken);

    public virtual Task WriteAppsAsync(IReadOnlyCollection<Change<ConnectedApp>> changes, CancellationToken cancellationToken) => directory.WriteAppsAsync(changes, cancellationToken);

    public virtual Task WriteEntitlementsAsync(IReadOnlyCollection<Change<Entitlement>> changes, CancellationToken cancellationToken) =>
        directory.WriteEntitlementsAsync(changes, cancellationToken);

    public virtual Task WriteGrantsAsync(IReadOnlyCollection<StoredGrant> grants, CancellationToken cancellationToken) => directory.WriteGrantsAsync(grants, cancellationToken);

    /// <summary>People who have left got access.</summary>
    public virtual Task NoteLeaversAsync(IEnumerable<UserId> people, CancellationToken cancellationToken) => directory.NoteLeaversAsync(people, cancellationToken);

    public virtual Task WriteAccountsAsync(IReadOnlyCollection<Change<Account>> changes, CancellationToken cancellationToken) => directory.WriteAccountsAsync(changes, cancellationToken);

    protected bool IsActiveAdmin(User? user) => directory.IsActiveAdmin(user);
}
