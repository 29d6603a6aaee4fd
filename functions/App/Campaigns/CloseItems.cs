using AccessReview.App.Directory;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Campaigns;

/// <summary>
/// Ends the tasks that are still open when a campaign closes or is cancelled. When it closes, it then evaluates the rule for missing
/// answers.
/// </summary>
public sealed class CloseItems(
    CampaignStore campaigns, CampaignItems items, TaskStore tasks, TaskCommands commands, SilenceReader silence, StartRemovals removals, DirectoryStore directory, TimeProvider clock)
{
    internal async Task<WorkResult> RunAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        if (!task.Work.HasEnded)
            return await EndAsync(task, isCancelled: false, cancellationToken);

        var batch = await OpenItems.ReadAsync(items, task, cancellationToken);
        await Parallel.ForEachAsync(
            batch.Where(item => item.Progress.State == ItemState.Silent), OpenItems.Bounded(cancellationToken), async (item, token) => await EvaluateAsync(task.Campaign, item, token));
        if (batch.Count == OpenItems.BatchSize)
            return await SaveAsync(task, task.Work with { Cursor = OpenItems.CursorAfter(batch) }, cancellationToken);
        var (sum, open) = (await SumAsync(task.Campaign, cancellationToken), await removals.CountAsync(task.Campaign.Id, cancellationToken));
        return new WorkResult(new CampaignCommand.CompleteClosing(sum, open) { At = clock.GetUtcNow(), By = Actor.System });
    }

    internal Task<WorkResult> CancelAsync(CampaignTask task, CancellationToken cancellationToken) => EndAsync(task, isCancelled: true, cancellationToken);

    /// <summary>Ends the tasks of one batch. A decision that can still be undone is waited for.</summary>
    private async Task<WorkResult> EndAsync(CampaignTask task, bool isCancelled, CancellationToken cancellationToken)
    {
        var batch = await OpenItems.ReadAsync(items, task, cancellationToken);
        var held = new HeldTasks(task.Work.HeldUntil);
        await Parallel.ForEachAsync(
            batch.Where(item => item.Progress.State is ItemState.Open or ItemState.Frozen || (isCancelled && item.Progress.State == ItemState.Silent)),
            OpenItems.Bounded(cancellationToken),
            async (item, token) => held.Add(await EndAsync(task, item, isCancelled, token)));
        if (batch.Count == OpenItems.BatchSize)
            return await SaveAsync(task, task.Work with { Cursor = OpenItems.CursorAfter(batch), HeldUntil = held.Until }, cancellationToken);
        if (held.Until is { } until)
            return await SaveAsync(task, task.Work.Rewound(), cancellationToken) with { WaitUntil = until };
        return isCancelled
            ? new WorkResult(new CampaignCommand.CompleteCancellation(await removals.CountAsync(task.Campaign.Id, cancellationToken)) { At = clock.GetUtcNow(), By = Actor.System })
            : await SaveAsync(task, task.Work.Rewound() with { HasEnded = true }, cancellationToken);
    }

    /// <summary>Returns until when the decision of the item's task can be undone; null: the item follows its task.</summary>
    private async Task<DateTimeOffset?> EndAsync(CampaignTask task, CampaignItem item, bool isCancelled, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await tasks.LoadAsync(item.Frozen.Task, cancellationToken) is not { } stored)
        {
            await items.ChangeAsync(item.Campaign, item.Position, progress => ItemRules.End(progress, ItemOutcome.Cancelled, now), cancellationToken);
            return null;
        }

        var after = stored.Task;
        if (stored.IsHeld(now))
            return after.UndoUntil(now);
        if (after.IsOpen)
        {
            switch (await commands.ExecuteAsync(task.Client, new CommandOrder(after.Id.Value, Actor.System, TaskIntents.EndReview(isCancelled)), cancellationToken))
            {
                case CommandResult.Done done:
                    after = done.Task;
                    break;
                // Decided or ended meanwhile: the next pass sees it.
                case CommandResult.Refused { Task: var refused }:
                    return refused.UndoUntil(now) ?? now;
                default:
                    throw new InvalidOperationException($"Task {item.Frozen.Task} is written to by too many at once; the batch is repeated.");
            }
        }

        await items.FollowAsync(after, cancellationToken);
        // A cancelled campaign applies no rule to those who did not answer before.
        if (isCancelled)
            await items.ChangeAsync(item.Campaign, item.Position, progress => ItemRules.End(progress, ItemOutcome.Cancelled, now), cancellationToken);
        return null;
    }

    private async Task EvaluateAsync(Campaign campaign, CampaignItem item, CancellationToken cancellationToken)
    {
        var effect = await silence.ReadAsync(campaign.Plan.NoResponse, item, cancellationToken);
        await items.ChangeAsync(item.Campaign, item.Position, progress => ItemRules.Evaluate(progress, effect), cancellationToken);
    }

    private async Task<SilenceResult> SumAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        var (keeps, removals) = (0, new Dictionary<EntitlementId, int>());
        await foreach (var item in items.ReadAsync(campaign.Id, cancellationToken).Where(item => item.Progress.State == ItemState.Silent))
        {
            if (item.Progress.Silence == SilenceEffect.Remove)
                removals[item.Frozen.Subject.Entitlement] = removals.GetValueOrDefault(item.Frozen.Subject.Entitlement) + 1;
            else if (item.Progress.Silence != SilenceEffect.AlreadyRemoved)
                keeps++;
        }

        var holders = await BoundedReads.AllAsync(removals.Keys, directory.CountHoldersAsync, cancellationToken);
        var exceeded = removals.Where(one => campaign.Plan.Guard.IsExceeded(one.Value, holders[one.Key].Total)).Select(one => one.Key);
        return new SilenceResult(keeps, removals.Values.Sum(), [.. exceeded.OrderBy(id => id.Value, StringComparer.Ordinal)]);
    }

    private async Task<WorkResult> SaveAsync(CampaignTask task, CampaignWork work, CancellationToken cancellationToken)
    {
        await campaigns.SaveWorkAsync(task.Stored, work, [], cancellationToken);
        return WorkResult.Continue;
    }
}
