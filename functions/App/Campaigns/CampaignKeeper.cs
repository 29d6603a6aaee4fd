using AccessReview.App.Promises;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Campaigns;

/// <summary>Makes sure that a campaign's run continues until the campaign waits for a person.</summary>
internal sealed class CampaignKeeper(CampaignStore campaigns, TimeProvider clock) : OrchestrationKeeper(nameof(RunCampaign), clock)
{
    public override PromiseKind Kind => PromiseKind.Campaign;

    // Campaigns are cancelled by their own command, which ends their tasks too.
    public override bool MayCancel => false;

    /// <summary>A run waits for weeks, so it is checked rarely.</summary>
    public override TimeSpan CheckAgainAfter => TimeSpan.FromHours(1);

    public override bool IsHealthyWhileRunning => true;

    /// <summary>While reviewers decide, a run works only once a day.</summary>
    protected override TimeSpan StuckAfter => RunCampaign.LongestWait + Stuck;

    protected override string FirstInstance(Promise promise) => CampaignRuns.InstanceOf(promise.Id);

    protected override object InputOf(Promise promise, OrchestrationMetadata? before) => CampaignRuns.Parse(promise.Id);

    protected override async Task<PromiseStatus?> JudgeAsync(Promise promise, CancellationToken cancellationToken)
    {
        var (id, run) = CampaignRuns.Parse(promise.Id);
        var campaign = (await campaigns.LoadAsync(CampaignId.From(id), cancellationToken))?.Campaign;
        // The event that begins the run may not be written yet.
        if (campaign is null || campaign.Version < run)
            return promise.Since + LongestWrite < Clock.GetUtcNow() ? new PromiseStatus.Done() : new PromiseStatus.Running();
        return campaign.Run != run || !campaign.IsAtWork ? new PromiseStatus.Done() : null;
    }
}
