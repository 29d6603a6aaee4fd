using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Text;
using Azure.Data.Tables;

namespace AccessReview.App.Imports;

/// <summary>
/// The directory as it would be after the lines that a dry run has read so far: the stored directory, and over it rows in the partition of
/// the dry run. So later lines find what earlier ones would write, and the same code counts the same results as in an import.
/// </summary>
internal sealed class DryRunTarget(DirectoryStore directory, ImportStore imports, string import) : ImportTarget(directory)
{
    private const string Users = "user";
    private const string Apps = "app";
    private const string Entitlements = "entitlement";
    private const string Grants = "grant";
    private const string Addresses = "email";
    private const string Admins = "admin";

    public override async Task<Stored<User>?> LoadUserAsync(UserId id, CancellationToken cancellationToken) =>
        await FindAsync<User>(Users, id.Value, cancellationToken) ?? await base.LoadUserAsync(id, cancellationToken);

    public override async Task<Stored<ConnectedApp>?> LoadAppAsync(AppId id, CancellationToken cancellationToken) =>
        await FindAsync<ConnectedApp>(Apps, id.Value, cancellationToken) ?? await base.LoadAppAsync(id, cancellationToken);

    public override async Task<Stored<Entitlement>?> LoadEntitlementAsync(EntitlementId id, CancellationToken cancellationToken) =>
        await FindAsync<Entitlement>(Entitlements, id.Value, cancellationToken) ?? await base.LoadEntitlementAsync(id, cancellationToken);

    public override async Task<StoredGrant?> LoadGrantAsync(UserId user, EntitlementId entitlement, CancellationToken cancellationToken) =>
        await FindGrantAsync(new(user, entitlement), cancellationToken) ?? await base.LoadGrantAsync(user, entitlement, cancellationToken);

    public override async Task<StoredGrant?> LoadAdditionalGrantAsync(AccessKey key, CancellationToken cancellationToken) =>
        await FindGrantAsync(key, cancellationToken) ?? await base.LoadAdditionalGrantAsync(key, cancellationToken);

    // A file has an account once, and no other line refers to it. So what the dry run would write need not be found again.
    public override Task WriteAccountsAsync(IReadOnlyCollection<Change<Account>> changes, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task NoteLeaversAsync(IEnumerable<UserId> people, CancellationToken cancellationToken) => Task.CompletedTask;

    public override async Task<IReadOnlyList<User>> FindUsersAsync(IEnumerable<UserId> ids, CancellationToken cancellationToken) =>
        await OverAsync(ids, (id, token) => FindAsync<User>(Users, id.Value, token), base.FindUsersAsync, cancellationToken);

    public override async Task<IReadOnlyList<ConnectedApp>> FindAppsAsync(IEnumerable<AppId> ids, CancellationToken cancellationToken) =>
        await OverAsync(ids, (id, token) => FindAsync<ConnectedApp>(Apps, id.Value, token), base.FindAppsAsync, cancellationToken);

    public override async Task<IReadOnlyList<Entitlement>> FindEntitlementsAsync(IEnumerable<EntitlementId> ids, CancellationToken cancellationToken) =>
        await OverAsync(ids, (id, token) => FindAsync<Entitlement>(Entitlements, id.Value, token), base.FindEntitlementsAsync, cancellationToken);

    public override async Task<UserId?> FindAddressHolderAsync(string key, CancellationToken cancellationToken)
    {
        if (await imports.FindDryRunRowAsync(import, Addresses, key, cancellationToken) is { } row && UserId.From(row.GetString("Id")) is var taker
            && DirectoryStore.AddressKeyOf((await LoadUserAsync(taker, cancellationToken))?.Value) == key)
        {
            return taker;
        }

        return await base.FindAddressHolderAsync(key, cancellationToken) is { } holder
            && (await FindAsync<User>(Users, holder.Value, cancellationToken) is not { } after || DirectoryStore.AddressKeyOf(after.Value) == key)
            ? holder
            : null;
    }

    public override async Task<string?> FindSpellingAsync(DirectoryIdKind kind, string id, CancellationToken cancellationToken) =>
        await base.FindSpellingAsync(kind, id, cancellationToken)
        ?? ((await imports.FindDryRunRowAsync(import, SpellingsOf(kind), SpellingKey(id), cancellationToken))?.GetString("Id") is { } other && other != id ? other : null);

    public override async Task<IReadOnlyList<UserId>> ActiveAdminsAsync(CancellationToken cancellationToken)
    {
        var after = await imports.ReadDryRunRowsAsync(import, Admins, cancellationToken).ToDictionaryAsync(
            row => UserId.From(row.GetString("Id")), row => row.GetBoolean("IsAdmin") == true, cancellationToken: cancellationToken);
        return
        [
            .. (await base.ActiveAdminsAsync(cancellationToken)).Where(admin => after.GetValueOrDefault(admin, true)).Union(after.Where(admin => admin.Value).Select(admin => admin.Key)),
        ];
    }

    public override Task WriteUsersAsync(IReadOnlyCollection<Change<User>> changes, CancellationToken cancellationToken) => imports.WriteDryRunRowsAsync(
        [
            .. RowsOf(changes, Users, DirectoryIdKind.User, user => user.Id.Value),
            .. changes.Select(change => change.After).Where(user => DirectoryStore.AddressKeyOf(user) is not null).Select(user => Named(Addresses, DirectoryStore.AddressKeyOf(user)!, user.Id.Value)), // Filtered for not null.
            .. changes.Where(change => IsActiveAdmin(change.Before?.Value) || IsActiveAdmin(change.After)).Select(AdminRow),
        ],
        cancellationToken);

    public override Task WriteAppsAsync(IReadOnlyCollection<Change<ConnectedApp>> changes, CancellationToken cancellationToken) =>
        imports.WriteDryRunRowsAsync(RowsOf(changes, Apps, DirectoryIdKind.App, app => app.Id.Value), cancellationToken);

    public override Task WriteEntitlementsAsync(IReadOnlyCollection<Change<Entitlement>> changes, CancellationToken cancellationToken) =>
        imports.WriteDryRunRowsAsync(RowsOf(changes, Entitlements, DirectoryIdKind.Entitlement, entitlement => entitlement.Id.Value), cancellationToken);

    public override Task WriteGrantsAsync(IReadOnlyCollection<StoredGrant> grants, CancellationToken cancellationToken) => imports.WriteDryRunRowsAsync(
        grants.Select(stored => Marked(ImportStore.DryRunRow(import, Grants, GrantKey(AccessKey.Of(stored.Grant)), stored.Grant), stored.Mark)), cancellationToken);

    private IEnumerable<TableEntity> RowsOf<T>(IReadOnlyCollection<Change<T>> changes, string kind, DirectoryIdKind ids, Func<T, string> idOf) =>
    [
        .. changes.Select(change => Marked(ImportStore.DryRunRow(import, kind, DirectoryKeys.Of(idOf(change.After)), change.After), change.Mark)),
        .. changes.Where(change => change.Before is null).Select(change => idOf(change.After)).Select(id => Named(SpellingsOf(ids), SpellingKey(id), id)),
    ];

    private TableEntity AdminRow(Change<User> change)
    {
        var row = Named(Admins, DirectoryKeys.Of(change.After.Id.Value), change.After.Id.Value);
        row["IsAdmin"] = IsActiveAdmin(change.After);
        return row;
    }

    private TableEntity Named(string kind, string key, string id)
    {
        var row = ImportStore.DryRunRow(import, kind, key);
        row["Id"] = id;
        return row;
    }

    private static TableEntity Marked(TableEntity row, string? mark)
    {
        row[StoredJson.Mark] = mark;
        return row;
    }

    private async Task<Stored<T>?> FindAsync<T>(string kind, string id, CancellationToken cancellationToken) =>
        string.IsNullOrEmpty(id) ? null : StoredJson.Of<T>(await imports.FindDryRunRowAsync(import, kind, DirectoryKeys.Of(id), cancellationToken));

    private static async Task<IReadOnlyList<T>> OverAsync<TId, T>(
        IEnumerable<TId> ids, Func<TId, CancellationToken, Task<Stored<T>?>> find, Func<IEnumerable<TId>, CancellationToken, Task<IReadOnlyList<T>>> stored, CancellationToken cancellationToken)
        where TId : notnull
    {
        var written = await BoundedReads.AllAsync(ids, find, cancellationToken);
        var others = written.Where(found => found.Value is null).Select(found => found.Key).ToList();
        return [.. written.Values.OfType<Stored<T>>().Select(found => found.Value), .. await stored(others, cancellationToken)];
    }

    private async Task<StoredGrant?> FindGrantAsync(AccessKey key, CancellationToken cancellationToken) =>
        !string.IsNullOrEmpty(key.User.Value) && !string.IsNullOrEmpty(key.Entitlement.Value)
        && await imports.FindDryRunRowAsync(import, Grants, GrantKey(key), cancellationToken) is { } row && StoredJson.Of<Grant>(row) is var stored
            ? new StoredGrant(stored.Value, stored.ETag, []) { Mark = stored.Mark }
            : null;

    private static string GrantKey(AccessKey key) =>
        $"{DirectoryKeys.Of(key.User.Value)}|{DirectoryKeys.Of(key.Entitlement.Value)}{(key.Account is { } account ? $"|{DirectoryKeys.HashOf(account)[..32]}" : "")}";

    private static string SpellingsOf(DirectoryIdKind kind) => $"spelling-{kind}";

    private static string SpellingKey(string id) => DirectoryKeys.Of(ExactText.WithoutCase(id));
}
