using AccessReview.App.Tasks;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Campaigns;

/// <summary>Applies the rule for missing answers. Removals start at once, or are planned for the end of the cooling-off time.</summary>
public sealed class ApplySilence(
    CampaignStore campaigns, CampaignItems items, SilenceReader silence, TaskStore tasks, TaskCommands commands, TaskOpening opening, StartRemovals removals, TimeProvider clock)
{
    internal async Task<WorkResult> RunAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        var batch = await OpenItems.ReadAsync(items, task, cancellationToken);
        await Parallel.ForEachAsync(
            batch.Where(item => item.Progress.State == ItemState.Silent), OpenItems.Bounded(cancellationToken), async (item, token) => await ApplyAsync(task, item, token));
        if (batch.Count < OpenItems.BatchSize)
            return new WorkResult(new CampaignCommand.CompleteApplying(await removals.CountAsync(task.Campaign.Id, cancellationToken)) { At = clock.GetUtcNow(), By = Actor.System });
        await campaigns.SaveWorkAsync(task.Stored, task.Work with { Cursor = OpenItems.CursorAfter(batch) }, [], cancellationToken);
        return WorkResult.Continue;
    }

    private async Task ApplyAsync(CampaignTask task, CampaignItem item, CancellationToken cancellationToken)
    {
        var outcome = ItemRules.OutcomeOf(item.Progress, await silence.ReadAsync(task.Campaign.Plan.NoResponse, item, cancellationToken), task.Campaign.IsSilenceKept);
        if (outcome != ItemOutcome.RemovedBySilence)
        {
            await items.ChangeAsync(item.Campaign, item.Position, progress => ItemRules.End(progress, outcome, clock.GetUtcNow()), cancellationToken);
            return;
        }

        // The item ends last, so that a crash before repeats both.
        var isHeld = task.Campaign.Plan.Removals.ToWait() is not null;
        var review = isHeld ? await PlanAsync(task, item, cancellationToken) : await ReviewOfAsync(item, cancellationToken);
        var removal = isHeld ? null : (await OpenRemovalAsync(task, item, cancellationToken)).Task;
        await items.ChangeAsync(
            item.Campaign,
            item.Position,
            progress => removal is null
                ? ItemRules.EndBySilence(progress, review, clock.GetUtcNow())
                : ItemRules.FollowRemoval(ItemRules.EndBySilence(progress, review, clock.GetUtcNow()), removal),
            cancellationToken);
    }

    private async Task<ReviewTask> ReviewOfAsync(CampaignItem item, CancellationToken cancellationToken) =>
        (await tasks.LoadAsync(item.Frozen.Task, cancellationToken))?.Task ?? throw new InvalidOperationException($"Item {item.Position} of {item.Campaign} has no task.");

    private async Task<ReviewTask> PlanAsync(CampaignTask task, CampaignItem item, CancellationToken cancellationToken)
    {
        var startsAt = clock.GetUtcNow() + (task.Campaign.Plan.Removals.ToWait() ?? TimeSpan.Zero);
        var order = new CommandOrder(item.Frozen.Task.Value, Actor.System, TaskIntents.PlanRemoval(startsAt));
        return await commands.ExecuteAsync(task.Client, order, cancellationToken) is CommandResult.Done { Task: var planned }
            ? planned
            : throw new InvalidOperationException($"The removal of item {item.Position} of {item.Campaign} could not be planned; the batch is repeated.");
    }

    /// <summary>The task's id is derived from the item, so a repeat opens no second one.</summary>
    private Task<OpenedTask> OpenRemovalAsync(CampaignTask task, CampaignItem item, CancellationToken cancellationToken)
    {
        var subject = item.Frozen.Subject;
        var isDirect = task.Campaign.Plan.Removals.Way == RemovalWay.Deprovisioning;
        var id = isDirect ? TaskId.Derive(item.Frozen.RemovalTask.Value, nameof(TaskKind.Deprovisioning)) : item.Frozen.RemovalTask;
        var removal = new TaskToOpen(id, isDirect ? TaskKind.Deprovisioning : TaskKind.Revocation, subject.User, subject.Entitlement, CaseId.From(item.Frozen.Task.Value), Actor.System)
        {
            Account = item.Frozen.ToAccessKey().Account,
            Known = subject,
            Reason = $"Nobody answered in the campaign {task.Campaign.Plan.Name}.",
        };
        return opening.OpenAsync(task.Client, removal, cancellationToken);
    }
}
