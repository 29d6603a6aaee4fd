namespace AccessReview.Domain.Directory;

/// <summary>What was known of an access when it was certified. The next campaign compares it with what is known then.</summary>
/// <param name="Account">The account in the app; null: none, or unknown.</param>
/// <param name="Through">The task or the grant that it came from; null: from the app itself.</param>
/// <param name="Permits">The entitlement's description; null: none.</param>
public sealed record CertifiedFacts(
    Risk Risk, bool IsPrivileged, string? Permits, AccountId? Account, string? Through, UserId? Manager, string? Department, string? Title)
{
    /// <summary>Null: the person or the entitlement is not in the directory.</summary>
    public static CertifiedFacts? Of(Grant? grant, User? person, Entitlement? entitlement) => grant is null || person is null || entitlement is null
        ? null
        : new CertifiedFacts(
            entitlement.Risk,
            entitlement.IsPrivileged,
            entitlement.Description is { Length: > 0 } description ? description : null,
            grant.AccountId,
            grant.Through,
            person.ManagerId,
            person.Department,
            person.Title);
}
