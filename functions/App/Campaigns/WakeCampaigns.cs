using AccessReview.App.Directory;
using AccessReview.Domain.Campaigns;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Campaigns;

/// <summary>Wakes open campaigns after access was granted. A campaign that is not woken reads what is new within a day.</summary>
internal sealed class WakeCampaigns(NewGrants grants, CampaignStore campaigns, CampaignRuns runs, TimeProvider clock) : IChangeFollower
{
    // It runs once a minute.
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(2);

    public async Task FollowAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var since = NewGrants.Before(clock.GetUtcNow() - Recent + ChangeMarks.LongestCommit);
        if (!await grants.ReadAsync(since, cancellationToken).AnyAsync(cancellationToken))
            return;
        await foreach (var campaign in campaigns.AllAsync(null, cancellationToken))
        {
            if (campaign.Value.State == CampaignState.Open)
                await runs.WakeAsync(client, campaign.Value, cancellationToken);
        }
    }
}
