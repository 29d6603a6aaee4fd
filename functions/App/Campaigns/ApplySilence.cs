using AccessReview.App.Tasks;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Campaigns;

/// <summary>Applies the rule for missing answers. Each removal opens a revocation, which another person confirms.</summary>
public sealed class ApplySilence(CampaignStore campaigns, CampaignItems items, SilenceReader silence, TaskOpening opening, TimeProvider clock)
{
    internal async Task<WorkResult> RunAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        var batch = await OpenItems.ReadAsync(items, task, cancellationToken);
        await Parallel.ForEachAsync(
            batch.Where(item => item.Progress.State == ItemState.Silent), OpenItems.Bounded(cancellationToken), async (item, token) => await ApplyAsync(task, item, token));
        if (batch.Count < OpenItems.BatchSize)
            return new WorkResult(new CampaignCommand.CompleteApplying { At = clock.GetUtcNow(), By = Actor.System });
        await campaigns.SaveWorkAsync(task.Stored, task.Work with { Cursor = OpenItems.CursorAfter(batch) }, [], cancellationToken);
        return WorkResult.Continue;
    }

    private async Task ApplyAsync(CampaignTask task, CampaignItem item, CancellationToken cancellationToken)
    {
        var outcome = ItemRules.OutcomeOf(item.Progress, await silence.ReadAsync(task.Campaign.Plan.NoResponse, item, cancellationToken), task.Campaign.IsSilenceKept);
        var removes = outcome == ItemOutcome.RemovedBySilence;
        if (removes)
            await OpenRemovalAsync(task, item, cancellationToken);
        await items.ChangeAsync(
            item.Campaign,
            item.Position,
            progress => ItemRules.End(progress, outcome, clock.GetUtcNow(), removes ? item.Frozen.RemovalTask : null),
            cancellationToken);
    }

    /// <summary>The task's id is derived from the item, so a repeat opens no second one.</summary>
    private Task OpenRemovalAsync(CampaignTask task, CampaignItem item, CancellationToken cancellationToken)
    {
        var subject = item.Frozen.Subject;
        var removal = new TaskToOpen(item.Frozen.RemovalTask, TaskKind.Revocation, subject.User, subject.Entitlement, CaseId.From(item.Frozen.Task.Value), Actor.System)
        {
            Account = item.Frozen.ToAccessKey().Account,
            Known = subject,
            Reason = $"Nobody answered in the campaign {task.Campaign.Plan.Name}.",
        };
        return opening.OpenAsync(task.Client, removal, cancellationToken);
    }
}
