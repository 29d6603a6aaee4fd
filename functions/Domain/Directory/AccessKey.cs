namespace AccessReview.Domain.Directory;

/// <summary>Identifies a grant.</summary>
/// <param name="Account">
/// The account of the grant. If the user has no grant with it, it is the first grant, as it is without an account.
/// </param>
public readonly record struct AccessKey(UserId User, EntitlementId Entitlement, AccountId? Account = null)
{
    /// <summary>The key of a grant. Only an additional grant needs its account.</summary>
    public static AccessKey Of(Grant grant)
    {
        ArgumentNullException.ThrowIfNull(grant);
        return new(grant.UserId, grant.EntitlementId, grant.IsAdditional ? grant.AccountId : null);
    }

    /// <summary>Text to derive ids from. Without an account it is the same as before there were accounts.</summary>
    public override string ToString() => Account is { } account ? $"{User}\n{Entitlement}\n{account}" : $"{User}\n{Entitlement}";
}
