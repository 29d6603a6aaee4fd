namespace AccessReview.Domain.Authorization;

/// <summary>A review or a removal that people start themselves.</summary>
public enum OpeningAction
{
    /// <summary>Request the removal of one person's access.</summary>
    RequestRemoval,

    /// <summary>Open a review of one person's access.</summary>
    ReviewAccess,

    /// <summary>Open reviews or removals of everything that a person holds.</summary>
    ReviewPerson,

    /// <summary>Open reviews or removals of everybody who holds an entitlement.</summary>
    ReviewEntitlement,
}

/// <summary>Who may open which reviews and removals. Fourth part of the authorization table.</summary>
public static class OpeningTable
{
    private const Roles Openers = Roles.Admin | Roles.CampaignOwner;
    private const Relations Owners = Relations.AppOwner | Relations.EntitlementOwner;

    /// <param name="action">What is started.</param>
    /// <param name="roles">The roles of the user who starts it.</param>
    /// <param name="relations">The relations of that user to the access; see <see cref="RelationsToAccess"/>.</param>
    public static bool Allows(OpeningAction action, Roles roles, Relations relations) =>
        OrganizationTable.Allows(OrganizationAction.OpenTask, roles) && ((roles & Openers) != 0 || (relations & Allowed(action)) != 0);

    private static Relations Allowed(OpeningAction action) => action switch
    {
        // Everybody may give up their own access.
        OpeningAction.RequestRemoval => Relations.Subject | Relations.SubjectManager | Owners,
        OpeningAction.ReviewAccess => Relations.SubjectManager | Owners,
        OpeningAction.ReviewPerson => Relations.SubjectManager,
        OpeningAction.ReviewEntitlement => Owners,
    };
}
