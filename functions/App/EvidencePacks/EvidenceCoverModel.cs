using AccessReview.App.Campaigns;
using AccessReview.Domain.Campaigns;

namespace AccessReview.App.EvidencePacks;

/// <summary>The data of a pack's cover page.</summary>
public sealed record EvidenceCoverModel(
    CampaignView Campaign,
    PackControl Control,
    PackPopulation Population,
    PackNumbers Numbers,
    PackManifest Manifest,
    IReadOnlyList<CampaignEvent> Events,
    IReadOnlyList<EvidenceRead> Reads,
    CampaignNames Names)
{
    /// <summary>The newest sign-off of each reviewer.</summary>
    public IReadOnlyList<SignOff> SignOffs { get; init; } = [];
}
