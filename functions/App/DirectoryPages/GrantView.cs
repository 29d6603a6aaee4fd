using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.DirectoryPages;

/// <summary>A grant with the names of its user, app and entitlement.</summary>
public sealed record GrantView(
    UserId UserId,
    string? UserName,
    EntitlementId EntitlementId,
    string? EntitlementName,
    AppId AppId,
    string? AppName,
    AccountId? AccountId,
    DateTimeOffset Since,
    DateTimeOffset? Until,
    DateTimeOffset? LastUsedAt,
    GrantOrigin Origin,
    string? Through,
    GrantState State,
    DateTimeOffset? EndedAt,
    DateTimeOffset? LastCertifiedAt,
    UserId? LastCertifiedBy,
    string? LastCertifiedByName,
    Risk? Risk)
{
    /// <summary>The entitlement permits to change settings, rights or the data of others.</summary>
    public bool IsPrivileged { get; init; }

    /// <summary>The grant or its entitlement is never removed because nobody answered.</summary>
    public bool IsProtected { get; init; }

    /// <summary>The name of the entitlement that grants this one; null: the access is held directly.</summary>
    public string? ThroughName { get; init; }

    /// <summary>An account holds the access, and no person. Its name is its login.</summary>
    public bool IsHeldByAccount { get; init; }

    /// <summary>How the grant ended; null: it has not ended, or a task ended it.</summary>
    public GrantEnd? End { get; init; }

    /// <summary>The login of the account; null: the grant names none, or the directory does not know it.</summary>
    public string? Login { get; init; }

    /// <inheritdoc cref="Login"/>
    public AccountType? AccountType { get; init; }

    /// <summary>The user has another grant of the entitlement, with another account.</summary>
    public bool IsAdditional { get; init; }

    internal AccessKey Key => new(UserId, EntitlementId, IsAdditional ? AccountId : null);

    internal string? Account => AccountText.Of(AccountId, Login, AccountType);

    /// <summary>The entitlement's name; its identifier if it is no longer in the directory.</summary>
    internal string Access => EntitlementName ?? EntitlementId.Value;

    internal string App => AppName ?? AppId.Value;

    internal string Person => UserName ?? UserId.Value;
}

/// <summary>Adds names to grants.</summary>
public sealed class GrantViews(DirectoryStore directory)
{
    public async Task<IReadOnlyList<GrantView>> OfAsync(IReadOnlyList<Grant> grants, CancellationToken cancellationToken)
    {
        var users = (await directory.FindUsersAsync(grants.SelectMany(People), cancellationToken)).ToDictionary(user => user.Id, user => user.DisplayName);
        var apps = (await directory.FindAppsAsync(grants.Select(grant => grant.AppId), cancellationToken)).ToDictionary(app => app.Id, app => app.Name);
        var entitlements = (await directory.FindEntitlementsAsync(grants.Select(grant => grant.EntitlementId).Concat(grants.Select(grant => AccessPath.ThroughOf(grant)).OfType<EntitlementId>()), cancellationToken))
            .ToDictionary(entitlement => entitlement.Id);
        var accounts = await directory.AccountsOfAsync(grants, cancellationToken);
        return [.. grants.Select(grant => new GrantView(
            grant.UserId,
            AccountHolder.Is(grant.UserId) ? AccountHolder.NameOf(AccountOf(grant)?.Login, grant.AccountId, grant.UserId) : users.GetValueOrDefault(grant.UserId),
            grant.EntitlementId,
            entitlements.GetValueOrDefault(grant.EntitlementId)?.Name,
            grant.AppId,
            apps.GetValueOrDefault(grant.AppId),
            grant.AccountId,
            grant.Since,
            grant.Until,
            grant.LastUsedAt,
            grant.Origin,
            grant.Through,
            grant.State,
            grant.EndedAt,
            grant.LastCertifiedAt,
            grant.LastCertifiedBy,
            grant.LastCertifiedBy is { } by ? users.GetValueOrDefault(by) : null,
            entitlements.GetValueOrDefault(grant.EntitlementId)?.Risk)
        {
            IsAdditional = grant.IsAdditional,
            ThroughName = AccessPath.ThroughOf(grant) is { } through ? entitlements.GetValueOrDefault(through)?.Name ?? through.Value : null,
            IsHeldByAccount = AccountHolder.Is(grant.UserId),
            End = grant.End,
            Login = AccountOf(grant)?.Login,
            AccountType = AccountOf(grant)?.Type,
            IsPrivileged = entitlements.GetValueOrDefault(grant.EntitlementId) is { IsPrivileged: true },
            IsProtected = GrantProtection.Holds(grant, entitlements.GetValueOrDefault(grant.EntitlementId)),
        })];

        Account? AccountOf(Grant grant) => AccountKey.Of(grant) is { } key ? accounts.GetValueOrDefault(key) : null;
    }

    private static IEnumerable<UserId> People(Grant grant) => grant.LastCertifiedBy is { } by ? [grant.UserId, by] : [grant.UserId];
}
