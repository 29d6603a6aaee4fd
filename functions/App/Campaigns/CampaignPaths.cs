using System.Globalization;
using AccessReview.App.Http;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.WebUtilities;

namespace AccessReview.App.Campaigns;

/// <summary>The paths of the pages of campaigns.</summary>
internal static class CampaignPaths
{
    public const string All = "/campaigns";
    public const string New = "/campaigns/new/form";

    /// <summary>The public keys that verify evidence, from the API.</summary>
    public const string EvidenceKeys = "/api/v1/evidence-keys";

    /// <summary>The pages of the templates that campaigns are created from.</summary>
    public const string Templates = "/campaign-templates";

    public static string Template(string name) => $"{Templates}/{name}";

    public static string Template(string name, int version) => string.Create(CultureInfo.InvariantCulture, $"{Template(name)}?version={version}");

    public static string Of(CampaignId id) => $"{All}/{id}";

    public static string Preview(CampaignId id) => $"{Of(id)}/preview";

    public static string Late(CampaignId id) => $"{Of(id)}/late";

    public static string Reminders(CampaignId id) => $"{Of(id)}/reminders";

    public static string Act(CampaignId id) => $"{Of(id)}/act";

    public static string Removals(CampaignId id, RemovalFilter? state = null) => state is { } one ? $"{Of(id)}/removals?state={EnumNames.Of(one)}" : $"{Of(id)}/removals";

    /// <summary>The download of the API, which also accepts the session of a browser.</summary>
    public static string RemovalsTable(CampaignId id) => $"/api/v1/campaigns/{id}/removals.csv";

    /// <summary>The download of the API, which also accepts the session of a browser.</summary>
    public static string EvidenceOf(CampaignId id) => $"/api/v1/campaigns/{id}/evidence";

    /// <param name="reviewer">The reviewer whose items to reassign; null: items without a reviewer.</param>
    public static string Attention(CampaignId id, string? reviewer = null) => reviewer is null ? $"{Of(id)}/attention" : QueryHelpers.AddQueryString($"{Of(id)}/attention", "reviewer", reviewer);

    public static string Items(CampaignId id, ItemState? state = null, bool needsAttention = false, DeltaKind? change = null)
    {
        var parameters = new Dictionary<string, string?> { ["state"] = state is { } one ? EnumNames.Of(one) : null, ["attention"] = needsAttention ? "yes" : null, ["change"] = change is { } wanted ? EnumNames.Of(wanted) : null };
        return QueryHelpers.AddQueryString($"{Of(id)}/items", parameters.Where(parameter => parameter.Value is not null));
    }
}
