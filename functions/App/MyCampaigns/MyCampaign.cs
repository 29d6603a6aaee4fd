using AccessReview.App.Campaigns;
using AccessReview.App.Tasks;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.MyCampaigns;

/// <summary>A campaign as its reviewer sees it. The numbers are those of the reviewer's lists.</summary>
/// <param name="Items">The reviewer's items, open and completed.</param>
/// <param name="Completed">Items that are completed.</param>
/// <param name="Staged">Open items with a decision that waits for a sign-off.</param>
/// <param name="Undecided">Open items without a decision.</param>
/// <param name="NeedsSignOff">The reviewer has something to decide or to sign off.</param>
/// <param name="SignedOff">The reviewer's newest sign-off; null: none.</param>
public sealed record MyCampaign(
    CampaignId Id,
    string Name,
    CampaignState State,
    DateTimeOffset Due,
    DecisionsFinal DecisionsFinal,
    int Items,
    int Completed,
    int Staged,
    int Undecided,
    bool NeedsSignOff,
    SignOff? SignedOff)
{
    /// <summary>Items with a decision, whether or not it has its effect.</summary>
    public int Decided => Completed + Staged;

    /// <summary>Decisions take effect at the sign-off, and reviewers can sign off now.</summary>
    public bool TakesSignOff => DecisionsFinal == DecisionsFinal.UntilSignOff && State == CampaignState.Open;

    internal static MyCampaign Of(Campaign campaign, UserId person, IReadOnlyList<TaskRow> open, int completed, SignOff? signedOff)
    {
        var staged = open.Where(row => row.Staged is { MustBeConfirmed: false }).ToList();
        var isSignedOff = open.Count == staged.Count && !staged.Any(row => row.Staged!.IsOf(person) && !(row.Staged.At <= signedOff?.At)); // Filtered above.
        var takes = campaign.Plan.DecisionsFinal == DecisionsFinal.UntilSignOff && campaign.State == CampaignState.Open;
        return new MyCampaign(
            campaign.Id,
            campaign.Plan.Name,
            campaign.State,
            campaign.Plan.Due,
            campaign.Plan.DecisionsFinal,
            open.Count + completed,
            completed,
            staged.Count,
            open.Count - staged.Count,
            takes && !isSignedOff,
            signedOff);
    }
}
