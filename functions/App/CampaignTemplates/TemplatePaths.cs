using AccessReview.App.Campaigns;

namespace AccessReview.App.CampaignTemplates;

/// <summary>The paths of the pages of templates.</summary>
internal static class TemplatePaths
{
    public const string New = $"{CampaignPaths.Templates}/new/form";

    public static string Edit(string name) => $"{CampaignPaths.Template(name)}/form";

    public static string Act(string name) => $"{CampaignPaths.Template(name)}/act";

    /// <summary>The API's answer, which also accepts the session of a browser.</summary>
    public static string Export(string name) => $"/api/v1/campaign-templates/{name}";
}
