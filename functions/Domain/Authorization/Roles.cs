namespace AccessReview.Domain.Authorization;

/// <summary>A user's roles in the organization. Everybody is a reviewer.</summary>
[Flags]
public enum Roles
{
    // The zero value is named Reviewer, as in the glossary, not None.
#pragma warning disable CA1008
    Reviewer = 0,
#pragma warning restore CA1008
    AppOwner = 1,
    CampaignOwner = 2,

    /// <summary>Reads everything, decides nothing.</summary>
    Auditor = 4,
    Admin = 8,
}
