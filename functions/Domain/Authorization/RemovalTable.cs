using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Authorization;

/// <summary>Who may see the removal of an access by a campaign. Sixth part of the authorization table.</summary>
public static class RemovalTable
{
    /// <summary>Everybody who may read the review or the campaign. The person whose access it is may read the review.</summary>
    public static bool AllowsReading(ReviewState state, Roles roles, Relations relations) =>
        AccessTable.Allows(TaskAction.Read, state, roles, relations) || CampaignTable.Allows(CampaignAction.Read, roles);
}
