using AccessReview.App.Audit;
using AccessReview.App.Campaigns;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.EvidencePacks;

/// <summary>
/// Stores the evidence of campaigns where nobody can change it: once in the night after a campaign is over, and once more when none of its
/// removals is open any more.
/// </summary>
public sealed partial class ArchiveEvidence(CampaignStore campaigns, EvidencePack packs, EvidenceReads reads, DigestArchive archive, TimeProvider clock, ILogger<ArchiveEvidence> logger)
{
    /// <summary>Removals that take longer are not followed. Their evidence can be downloaded.</summary>
    private static readonly TimeSpan Followed = TimeSpan.FromDays(180);

    [Function(nameof(ArchiveEvidence))]
    public async Task RunAsync([TimerTrigger("0 40 3 * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        if (!archive.IsThere)
            return;
        var since = clock.GetUtcNow() - Followed;
        await foreach (var (campaign, _) in campaigns.AllAsync(null, cancellationToken))
        {
            if (CampaignStates.IsOver(campaign.State) && campaign.Population is not null && campaign.Changed.At >= since)
                await ArchiveAsync(campaign, cancellationToken);
        }
    }

    /// <summary>The name of the pack from the end of a campaign.</summary>
    internal static string OverOf(CampaignId campaign) => $"evidence/{campaign}/over.zip";

    /// <summary>The name of the pack from the end of its removals.</summary>
    internal static string RemediatedOf(CampaignId campaign) => $"evidence/{campaign}/remediated.zip";

    private async Task ArchiveAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        if (await archive.HoldsAsync(RemediatedOf(campaign.Id), cancellationToken))
            return;
        var (file, numbers, read) = await packs.MakeAsync(campaign, null, cancellationToken);
        await using var pack = file;
        var name = numbers is { RemovalsOpen: 0, RemovalsStillThere: 0 } ? RemediatedOf(campaign.Id) : OverOf(campaign.Id);
        if (!await archive.TryAddAsync(name, pack, cancellationToken))
            return;
        await reads.AddAsync(campaign.Id, read, cancellationToken);
        Log.Archived(logger, campaign.Id, name);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Evidence of campaign {Campaign} archived as {Name}")]
        public static partial void Archived(ILogger logger, CampaignId campaign, string name);
    }
}
