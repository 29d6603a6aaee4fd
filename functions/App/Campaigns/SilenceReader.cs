using AccessReview.App.Directory;
using AccessReview.Domain.Campaigns;

namespace AccessReview.App.Campaigns;

/// <summary>Reads what the rule for missing answers means for an access now.</summary>
public sealed class SilenceReader(DirectoryFactsReader facts, AccessContextReader contexts, TimeProvider clock)
{
    internal async Task<SilenceEffect> ReadAsync(NoResponseRule rule, CampaignItem item, CancellationToken cancellationToken)
    {
        var known = await facts.ReadAsync(item.Frozen.Subject, [], cancellationToken);
        var isUsageKnown = rule == NoResponseRule.FollowFacts && (await contexts.ReadRecentAsync(item.Frozen.Subject, known, cancellationToken)).IsUsageKnown == true;
        return ItemRules.Silence(rule, item.Frozen.Subject, known, isUsageKnown, clock.GetUtcNow());
    }
}
