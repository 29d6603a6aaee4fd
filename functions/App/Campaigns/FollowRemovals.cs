using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Campaigns;

/// <summary>Follows the removals of a campaign until every one has ended and is no longer compared with the directory.</summary>
public sealed class FollowRemovals(CampaignStore campaigns, CampaignItems items, StartRemovals start, CompareRemovals compare, CampaignMails mails, TimeProvider clock)
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

    /// <summary>Starts and follows removals after reviewers have decided.</summary>
    internal async Task<WorkResult> RunAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        var next = await start.RunAsync(task, cancellationToken);
        if (next <= task.Now)
            return WorkResult.Continue;
        var state = task.Campaign.State;
        if (state == CampaignState.Guard)
            return new WorkResult(null, WaitUntil: next);
        if (await compare.RunAsync(task, cancellationToken) is { } compared)
        {
            var overdue = await items.ReadRemovalsAsync(task.Campaign.Id, true, cancellationToken)
                .CountAsync(item => RemovalRules.IsOverdue(item.Progress.Removing!, task.Campaign.Plan, task.Now), cancellationToken); // The query finds only items with one.
            await mails.NotifyOwnerAsync(task.Campaign, CampaignNews.Overdue, overdue, task.Now, cancellationToken);
            await campaigns.SaveWorkAsync(task.Stored, compared, [], cancellationToken);
            return WorkResult.Continue;
        }

        var open = await items.ReadRemovalsAsync(task.Campaign.Id, true, cancellationToken).CountAsync(cancellationToken);
        return (state, open) switch
        {
            (CampaignState.Closed, 0) => Complete(new CampaignCommand.CompleteRemediation { At = clock.GetUtcNow(), By = Actor.System }),
            (CampaignState.Remediated, > 0) => Complete(new CampaignCommand.ReopenRemediation(open) { At = clock.GetUtcNow(), By = Actor.System }),
            (CampaignState.Remediated or CampaignState.Cancelled, 0) when !task.Work.IsWatching => Complete(new CampaignCommand.EndRemovals { At = clock.GetUtcNow(), By = Actor.System }),
            _ => new WorkResult(null, WaitUntil: next),
        };
    }

    private static WorkResult Complete(CampaignCommand command) => new(command);
}
