using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Tasks;

/// <summary>The user and entitlement that a task is about, with names and risk as of its opening.</summary>
public sealed record Subject
{
    public required UserId User { get; init; }

    public required string UserName { get; init; }

    public AccountId? Account { get; init; }

    /// <summary>The login and type of the account when the task was opened; null: there is no account, or the directory does not know it.</summary>
    public string? Login { get; init; }

    /// <inheritdoc cref="Login"/>
    public AccountType? AccountType { get; init; }

    /// <summary>
    /// If the account holds the access (<see cref="AccountHolder"/>): the person whose own account it is, who never decides about it; null: none.
    /// </summary>
    public UserId? AccountOwner { get; init; }

    /// <summary>The entitlements through which the access is held, from the nearest to the source; null: it is held directly.</summary>
    public IReadOnlyList<GrantingEntitlement>? Through { get; init; }

    public required AppId App { get; init; }

    public required string AppName { get; init; }

    public required EntitlementId Entitlement { get; init; }

    public required string EntitlementName { get; init; }

    public Risk Risk { get; init; }

    public Connector Connector { get; init; }

    /// <summary>When the requested access ends; null: no end date.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The access is not removed because nobody answered; null: it may be, or an earlier build opened the task.</summary>
    public bool? IsProtected { get; init; }

    /// <summary>The grant that the task is about.</summary>
    public AccessKey ToAccessKey() => new(User, Entitlement, Account);

    /// <summary>The subject as the directory has it now.</summary>
    /// <param name="app">The entitlement's app; null: it is no longer in the directory.</param>
    public static Subject Of(User user, Entitlement entitlement, ConnectedApp? app) => new()
    {
        User = user.Id,
        UserName = user.DisplayName,
        App = entitlement.AppId,
        AppName = app?.Name ?? entitlement.AppId.Value,
        Entitlement = entitlement.Id,
        EntitlementName = entitlement.Name,
        Risk = entitlement.Risk,
        Connector = app?.Connector ?? default,
    };
}
