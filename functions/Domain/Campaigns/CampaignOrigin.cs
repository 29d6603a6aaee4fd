using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Campaigns;

/// <summary>The template that a campaign was created from.</summary>
/// <param name="Template">The template's name.</param>
/// <param name="Version">The template's version at that time.</param>
public sealed record CampaignOrigin(string Template, int Version)
{
    /// <summary>The planned time, if the template's schedule created the campaign; null: a person did.</summary>
    public DateTimeOffset? Run { get; init; }

    /// <summary>The campaign that was created from the template before this one; null: none.</summary>
    public CampaignId? Previous { get; init; }

    /// <summary>The number of days after its planned time when it starts without a person; null: a person starts it.</summary>
    public int? StartAfterDays { get; init; }

    /// <summary>When it starts without a person; null: a person starts it.</summary>
    public DateTimeOffset? StartsAt() => Run is { } run && StartAfterDays is { } days ? run.AddDays(days) : null;
}
