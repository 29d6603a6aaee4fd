using System.Runtime.CompilerServices;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;

namespace AccessReview.App.Directory;

/// <summary>The key of an account: its identifier is unique within its app.</summary>
public readonly record struct AccountKey(AppId App, AccountId Account)
{
    /// <summary>The account that a grant names; null: none.</summary>
    public static AccountKey? Of(Grant grant)
    {
        ArgumentNullException.ThrowIfNull(grant);
        return grant.AccountId is { } account ? new(grant.AppId, account) : null;
    }
}

/// <summary>Accounts, one partition per app. Those without an owner have a copy in a partition of their own.</summary>
public sealed partial class DirectoryStore
{
    public Task<Account?> FindAccountAsync(AccountKey key, CancellationToken cancellationToken) =>
        _snapshot.RememberAsync(NameOf(key), async token => (await LoadAccountAsync(key, token))?.Value, cancellationToken);

    /// <summary>The accounts that these grants name, as far as the directory knows them.</summary>
    public async Task<IReadOnlyDictionary<AccountKey, Account>> AccountsOfAsync(IEnumerable<Grant> grants, CancellationToken cancellationToken)
    {
        var found = await _snapshot.RememberAllAsync(
            grants.Select(AccountKey.Of).OfType<AccountKey>(), NameOf, async (key, token) => (await LoadAccountAsync(key, token))?.Value, cancellationToken);
        return found.OfType<Account>().ToDictionary(account => new AccountKey(account.AppId, account.Id));
    }

    /// <summary>The subject with the account of its grant, as far as the directory knows it.</summary>
    /// <param name="grant">Null: there is none.</param>
    internal async Task<Subject> WithAccountAsync(Subject subject, Grant? grant, CancellationToken cancellationToken)
    {
        var account = grant is not null && AccountKey.Of(grant) is { } key ? await FindAccountAsync(key, cancellationToken) : null;
        var described = subject with { Account = grant?.AccountId, Login = account?.Login, AccountType = account?.Type };
        return AccountHolder.Is(subject.User)
            ? described with { UserName = AccountHolder.NameOf(account?.Login, grant?.AccountId, subject.User), AccountOwner = AccountHolder.PersonOf(account) }
            : described;
    }

    /// <summary>An app's accounts by identifier.</summary>
    /// <param name="hasOwner">Only accounts with or without an owner; null: all.</param>
    /// <param name="after">The position of the last one of the previous page.</param>
    public async IAsyncEnumerable<Positioned<Account>> AccountsOfAsync(AppId app, bool? hasOwner, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(app.Value))
            yield break;
        var partition = hasOwner == false ? DirectoryKeys.UnownedAccountsOf(app) : DirectoryKeys.AccountsOf(app);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after ?? ""}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            var account = StoredJson.Read<Account>(row);
            if (hasOwner is null || (account.RemovedAt is null && account.OwnerId is not null == hasOwner))
                yield return new(account, row.RowKey);
        }
    }

    internal async Task<Stored<Account>?> LoadAccountAsync(AccountKey key, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(key.App.Value) || string.IsNullOrEmpty(key.Account.Value))
            return null;
        return StoredJson.Of<Account>(await _table.FindRowAsync(DirectoryKeys.AccountsOf(key.App), DirectoryKeys.Of(key.Account.Value), cancellationToken));
    }

    /// <summary>Tasks keep the login as of their opening. Those about access that the account holds follow its owner.</summary>
    /// <exception cref="Azure.RequestFailedException">An account has changed since it was read (409 or 412).</exception>
    internal Task WriteAccountsAsync(IReadOnlyCollection<Change<Account>> changes, CancellationToken cancellationToken) =>
        changes.Count == 0 ? Task.CompletedTask : MarkedAsync(changes.SelectMany(Concerns.Of), () => WriteAccountRowsAsync(changes, cancellationToken), cancellationToken);

    private async Task WriteAccountRowsAsync(IReadOnlyCollection<Change<Account>> changes, CancellationToken cancellationToken)
    {
        var (copies, rows) = (new RowWrites(), new RowWrites());
        foreach (var change in changes)
        {
            var account = change.After;
            if (account is { OwnerId: null, RemovedAt: null })
                copies.Upsert(StoredJson.Row(DirectoryKeys.UnownedAccountsOf(account.AppId), DirectoryKeys.Of(account.Id.Value), account));
            var row = StoredJson.Row(DirectoryKeys.AccountsOf(account.AppId), DirectoryKeys.Of(account.Id.Value), account);
            row[StoredJson.Mark] = change.Mark;
            rows.Write(row, change.Before?.ETag);
        }

        await copies.SubmitAsync(_table, cancellationToken);
        foreach (var account in changes.Where(change => change.Before?.Value is { OwnerId: null } && change.After is not { OwnerId: null, RemovedAt: null }).Select(change => change.After))
            await _table.DeleteEntityAsync(DirectoryKeys.UnownedAccountsOf(account.AppId), DirectoryKeys.Of(account.Id.Value), cancellationToken: cancellationToken);
        await rows.SubmitAsync(_table, cancellationToken);
        await _snapshot.RenewAsync(CancellationToken.None);
    }

    private static string NameOf(AccountKey key) => $"account|{DirectoryKeys.Of(key.App.Value)}|{key.Account.Value}";
}
