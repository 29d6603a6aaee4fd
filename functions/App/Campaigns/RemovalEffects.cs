using AccessReview.App.Tasks;
using AccessReview.App.Tasks.Effects;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Campaigns;

/// <summary>Updates the item of a campaign after a change of a task that removes its access.</summary>
internal sealed class RemovalEffects(TaskStore tasks, CampaignStore campaigns, CampaignItems items, CampaignRuns runs) : IEffectHandler
{
    public string Name => "removal";

    public string Title => Say($"the removal of the campaign");

    public IEnumerable<PlannedEffect> Plan(TaskChanges changes)
    {
        // The case of such a task has the id of the review that it follows from.
        if (changes.Task.Kind is TaskKind.Revocation or TaskKind.Deprovisioning && changes.Task.Case.Value != changes.Task.Id.Value)
            yield return new("", changes.Task.Version, token => FollowAsync(changes.Client, changes.Task, token));
    }

    private async Task FollowAsync(DurableTaskClient client, ReviewTask task, CancellationToken cancellationToken)
    {
        if (!TaskId.IsWellFormed(task.Case.Value) || (await tasks.LoadAsync(TaskId.From(task.Case.Value), cancellationToken))?.Task.Campaign is not { } campaign)
            return;
        await items.ChangeAsync(campaign.Id, campaign.Item, item => ItemRules.FollowRemoval(item, task), cancellationToken);
        if (!task.IsOpen && await campaigns.LoadAsync(campaign.Id, cancellationToken) is { Campaign: { FollowsRemovals: true } followed })
            await runs.WakeAsync(client, followed, cancellationToken);
    }
}
