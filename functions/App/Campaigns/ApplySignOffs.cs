using AccessReview.App.Tasks;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Campaigns;

/// <summary>Lets the decisions of a sign-off take effect, in batches. A batch that is repeated after a crash changes nothing.</summary>
public sealed class ApplySignOffs(SignOffStore signOffs, CampaignItems items, TaskCommands commands)
{
    /// <summary>While reviewers decide, a sign-off whose wake-up was lost takes effect after this time.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Works on one batch. Returns null if no sign-off is pending.</summary>
    internal async Task<WorkResult?> RunAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        if (task.Campaign.Plan.DecisionsFinal != DecisionsFinal.UntilSignOff || await signOffs.FindPendingAsync(task.Campaign.Id, cancellationToken) is not { } pending)
            return null;
        var batch = pending.Items.Skip(pending.Done).Take(OpenItems.BatchSize).ToList();
        await Parallel.ForEachAsync(batch, OpenItems.Bounded(cancellationToken), async (signed, token) => await SettleAsync(task, pending.SignOff, signed, token));
        await signOffs.AdvanceAsync(pending, pending.Done + batch.Count, cancellationToken);
        return WorkResult.Continue;
    }

    /// <summary>When to advance an open campaign again at the latest.</summary>
    internal static WorkResult Bounded(WorkResult result, CampaignTask task) =>
        task.Campaign.Plan.DecisionsFinal == DecisionsFinal.UntilSignOff && result.WaitUntil is { } until && until > task.Now + LongestWait
            ? result with { WaitUntil = task.Now + LongestWait }
            : result;

    private async Task SettleAsync(CampaignTask task, SignOff signOff, SignedItem signed, CancellationToken cancellationToken)
    {
        if (await items.FindAsync(task.Campaign.Id, signed.Position, cancellationToken) is not { Frozen.Task: var id })
            return;
        var order = new CommandOrder(id.Value, Actor.System, TaskIntents.SettleStaged(new SignedOff(signOff.By, signOff.At), signed.Version));
        if (await commands.ExecuteAsync(task.Client, order, cancellationToken) is CommandResult.Busy)
            throw new InvalidOperationException($"Task {id} is written to by too many at once; the batch is repeated.");
    }
}
