using AccessReview.Domain.Tasks;

namespace AccessReview.App.MyCampaigns;

/// <summary>The paths of a reviewer's pages of campaigns.</summary>
public static class MyCampaignPaths
{
    /// <summary>The parameter of the reviewer's list that shows one campaign.</summary>
    public const string Filter = "campaign";

    /// <summary>The reviewer's list of certifications.</summary>
    public const string Certifications = "/my/certifications";

    public static string Items(CampaignId campaign) => $"{Certifications}?{Filter}={campaign}";

    public static string SignOff(CampaignId campaign) => $"/my/campaigns/{campaign}/sign-off";
}
