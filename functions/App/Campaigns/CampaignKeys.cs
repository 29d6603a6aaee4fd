using AccessReview.App.Http;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Campaigns;

/// <summary>The identifiers of campaigns.</summary>
internal static class CampaignKeys
{
    private const string Prefix = "c";

    /// <summary>The campaign that a request creates. The same request always gives the same id.</summary>
    public static CampaignId Of(OperationId operation) => CampaignId.From(Prefix + operation.Value);

    /// <summary>Returns whether the text can be a campaign's id. Other texts are rejected without a store lookup.</summary>
    public static bool IsWellFormed(string? value) =>
        value is { Length: > 1 and <= 40 } && value.StartsWith(Prefix, StringComparison.Ordinal) && value.All(character => character is (>= 'a' and <= 'z') or (>= '0' and <= '9'));
}
