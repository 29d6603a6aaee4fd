using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Campaigns;

/// <summary>Conditions about the account with which access is held. Access without an account, or with one that the directory does not know, meets none.</summary>
public sealed record AccountScope
{
    /// <summary>Only accounts of these types; empty: all.</summary>
    public IReadOnlyList<AccountType> Types { get; init; } = [];

    /// <summary>Only accounts with or without an owner; null: all.</summary>
    public bool? HasOwner { get; init; }

    internal bool Allows(Account? account) =>
        (Types.Count == 0 || (account is not null && Types.Contains(account.Type)))
        && (HasOwner is not { } wanted || (account is not null && account.OwnerId is not null == wanted));
}
