using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Campaigns;

/// <summary>Follows the removals of a campaign until none of them is open any more.</summary>
public sealed class FollowRemovals(StartRemovals start, TimeProvider clock)
{
    /// <summary>Starts removals while reviewers still decide.</summary>
    /// <param name="result">What became of the other work of the turn.</param>
    internal async Task<WorkResult> WhileOpenAsync(CampaignTask task, WorkResult result, CancellationToken cancellationToken)
    {
        if (task.Campaign.Plan.Removals.ToWait() is null || result.WaitUntil is not { } until)
            return result;
        var next = await start.RunAsync(task, cancellationToken);
        return result with { WaitUntil = next < until ? next : until };
    }

    /// <summary>Starts removals after reviewers have decided.</summary>
    internal async Task<WorkResult> RunAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        var next = await start.RunAsync(task, cancellationToken);
        if (next <= task.Now)
            return WorkResult.Continue;
        if (task.Campaign.State != CampaignState.Guard && await start.CountAsync(task.Campaign.Id, cancellationToken) == 0)
            return new WorkResult(new CampaignCommand.EndRemovals { At = clock.GetUtcNow(), By = Actor.System });
        return new WorkResult(null, WaitUntil: next);
    }
}
