namespace AccessReview.Domain.Authorization;

/// <summary>What a person is to the organization. Everybody is a reviewer.</summary>
[Flags]
public enum Roles
{
    // The zero of these flags has a name of its own in the glossary.
#pragma warning disable CA1008
    Reviewer = 0,
#pragma warning restore CA1008
    AppOwner = 1,
    CampaignOwner = 2,

    /// <summary>Reads all, decides nothing.</summary>
    Auditor = 4,
    Admin = 8,
}
