using AccessReview.App.Http;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Campaigns;

/// <summary>Prepares the command that records a population: reads how old the data is, and whether the population is what a preview showed.</summary>
public sealed class CampaignFreeze(FreshnessReader freshness, CampaignPreviewReader previews)
{
    /// <param name="acknowledgement">Why a person accepts old data; null: nobody does.</param>
    /// <param name="previewHash">The hash of a preview; null: none was shown.</param>
    /// <param name="expectedItems">The number of items of a preview; null: any.</param>
    /// <exception cref="ProblemException">409: the population is not what the preview showed.</exception>
    internal async Task<Func<Actor, DateTimeOffset, CampaignCommand.Freeze>> CommandAsync(
        Campaign campaign, string? acknowledgement, string? previewHash, int? expectedItems, CancellationToken cancellationToken)
    {
        // Other states refuse the command, or repeat its answer.
        if (campaign.State == CampaignState.Draft && (previewHash is not null || expectedItems is not null))
        {
            var preview = await previews.ReadAsync(campaign, cancellationToken);
            if ((previewHash is not null && preview.Hash != previewHash) || (expectedItems is { } items && preview.Items != items))
                throw CampaignProblems.ScopeChanged();
        }

        var apps = campaign.Plan.StaleData == StaleDataRule.Warn && acknowledgement is null ? [] : await freshness.ReadAsync(campaign.Plan.Scope, cancellationToken);
        return (by, at) => new CampaignCommand.Freeze { At = at, By = by, Apps = apps, Acknowledgement = acknowledgement };
    }
}
