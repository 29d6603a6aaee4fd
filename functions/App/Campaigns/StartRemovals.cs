using AccessReview.App.Tasks;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Campaigns;

/// <summary>Starts the removals of a campaign whose cooling-off time is over.</summary>
public sealed class StartRemovals(CampaignItems items, TaskCommands commands, TimeProvider clock)
{
    /// <summary>A removal that is decided a moment after a turn starts at most this much too late.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>Starts one batch. Starting a removal twice opens one task.</summary>
    /// <returns>When to look again; the time of the turn: there is more to do.</returns>
    internal async Task<DateTimeOffset> RunAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        var due = await items.ReadDueToStartAsync(task.Campaign.Id, task.Now, cancellationToken).Take(OpenItems.BatchSize).ToListAsync(cancellationToken);
        await Parallel.ForEachAsync(due, OpenItems.Bounded(cancellationToken), async (item, token) => await StartAsync(task, item, token));
        if (due.Count > 0)
            return task.Now;
        // What is decided from now on is due later than this.
        var coolingOff = task.Campaign.Plan.Removals.ToWait() ?? LongestWait;
        var latest = task.Now + (coolingOff < LongestWait ? coolingOff : LongestWait);
        return await items.NextToStartAsync(task.Campaign.Id, cancellationToken) is { } next && next < latest ? next : latest;
    }

    /// <summary>Returns how many removals the campaign has.</summary>
    internal async Task<int> CountAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        await items.ReadRemovalsAsync(campaign, false, cancellationToken).CountAsync(cancellationToken);

    private async Task StartAsync(CampaignTask task, CampaignItem item, CancellationToken cancellationToken)
    {
        var intent = TaskIntents.StartRemoval(Later(clock.GetUtcNow(), task.Now));
        switch (await commands.ExecuteAsync(task.Client, new CommandOrder(item.Frozen.Task.Value, Actor.System, intent), cancellationToken))
        {
            case CommandResult.Done { Task: var after }:
                await items.FollowAsync(after, cancellationToken);
                break;
            // Somebody stopped it meanwhile.
            case CommandResult.Refused { Task: var stopped }:
                await items.FollowAsync(stopped, cancellationToken);
                break;
            default:
                throw new InvalidOperationException($"Task {item.Frozen.Task} is missing or written to by too many at once; the batch is repeated.");
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
