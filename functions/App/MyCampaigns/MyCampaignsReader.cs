using AccessReview.App.Campaigns;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.MyCampaigns;

/// <summary>Reads the campaigns of a reviewer: those with an open task, and those in which they completed one lately.</summary>
public sealed class MyCampaignsReader(CampaignStore campaigns, SignOffStore signOffs, TaskLists lists, TimeProvider clock)
{
    /// <summary>A campaign is listed this long after the reviewer's last task of it.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromDays(30);

    /// <summary>The earliest due date first.</summary>
    internal async Task<IReadOnlyList<MyCampaign>> ReadAsync(UserId person, CancellationToken cancellationToken)
    {
        var open = (await lists.OpenAsync(person, cancellationToken)).Rows.Where(row => row.Campaign is not null).ToLookup(row => row.Campaign!.Value); // Filtered.
        var ids = open.Select(group => group.Key).Concat(await lists.CompletedCampaignsAsync(person, clock.GetUtcNow() - Lately, cancellationToken));
        var found = await BoundedReads.AllAsync(ids, async (id, token) => await ReadAsync(id, person, [.. open[id]], token), cancellationToken);
        return [.. found.Values.OfType<MyCampaign>().OrderBy(campaign => campaign.Due).ThenBy(campaign => campaign.Id.Value, StringComparer.Ordinal)];
    }

    private async Task<MyCampaign?> ReadAsync(CampaignId id, UserId person, IReadOnlyList<TaskRow> open, CancellationToken cancellationToken)
    {
        var campaign = campaigns.LoadAsync(id, cancellationToken);
        var signedOff = signOffs.FindAsync(id, person, cancellationToken);
        var completed = lists.CountCompletedAsync(person, id, cancellationToken);
        await Task.WhenAll(campaign, signedOff, completed);
        return await campaign is { Campaign: var known } ? MyCampaign.Of(known, person, open, await completed, await signedOff) : null;
    }
}
