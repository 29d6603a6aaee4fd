using AccessReview.App.Promises;
using AccessReview.App.Store;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Campaigns;

/// <param name="Now">The orchestration's time, by which the due date passes.</param>
public sealed record CampaignStep(string Campaign, long Run, DateTimeOffset Now);

/// <param name="WakeAt">When to advance the campaign again at the latest; null: never, the run has ended.</param>
public sealed record CampaignTurn(DateTimeOffset? WakeAt)
{
    internal static CampaignTurn Ended { get; } = new((DateTimeOffset?)null);
}

/// <summary>Works on a campaign for a short time. After a crash it can do that again, because each page is recorded and each task opened once.</summary>
public sealed partial class AdvanceCampaign(
    CampaignStore campaigns,
    FreezePopulation freeze,
    OpenItems open,
    FindLate late,
    SendReminders reminders,
    CloseItems close,
    ApplySilence apply,
    FollowRemovals removals,
    ApplySignOffs signOffs,
    CampaignMails mails,
    CampaignRuns runs,
    PromiseStore promises,
    TimeProvider clock,
    ILogger<AdvanceCampaign> logger)
{
    /// <summary>A row that only a newer build can read is tried again after this time.</summary>
    private static readonly TimeSpan UntilNewerBuild = TimeSpan.FromMinutes(1);

    [Function(nameof(AdvanceCampaign))]
    public Task<CampaignTurn> RunAsync([ActivityTrigger] CampaignStep step, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        var id = CampaignId.From(step.Campaign);
        return promises.WatchAsync(PromiseKind.Campaign, CampaignRuns.PromiseOf(id, step.Run), async () =>
        {
            try
            {
                return await AdvanceAsync(client, id, step, cancellationToken);
            }
            catch (NewerRowException)
            {
                return new CampaignTurn(step.Now + UntilNewerBuild);
            }
        });
    }

    private async Task<CampaignTurn> AdvanceAsync(DurableTaskClient client, CampaignId id, CampaignStep step, CancellationToken cancellationToken)
    {
        if (await campaigns.LoadAsync(id, cancellationToken) is not { } stored || stored.Campaign.Run != step.Run || !stored.Campaign.IsAtWork)
        {
            await runs.KeepAsync(id, step.Run, cancellationToken);
            return CampaignTurn.Ended;
        }

        var work = new CampaignTask(client, stored, step.Now);
        var result = stored.Campaign.State switch
        {
            CampaignState.Freezing => await freeze.RunAsync(work, cancellationToken),
            CampaignState.Opening => await open.RunAsync(work, cancellationToken),
            CampaignState.Open when stored.Campaign.Plan.ClosesAt <= step.Now => new WorkResult(new CampaignCommand.Close(null) { At = clock.GetUtcNow(), By = Actor.System }),
            CampaignState.Open => await signOffs.RunAsync(work, cancellationToken)
                ?? ApplySignOffs.Bounded(await removals.WhileOpenAsync(work, await FollowAsync(work, cancellationToken), cancellationToken), work),
            CampaignState.Guard or CampaignState.Closed or CampaignState.Remediated or CampaignState.Cancelled => await removals.RunAsync(work, cancellationToken),
            CampaignState.Closing => await signOffs.RunAsync(work, cancellationToken) ?? await close.RunAsync(work, cancellationToken),
            CampaignState.Cancelling => await signOffs.RunAsync(work, cancellationToken) ?? await close.CancelAsync(work, cancellationToken),
            _ => await apply.RunAsync(work, cancellationToken),
        };
        if (result.Done is { } command)
            await CompleteAsync(command with { At = Later(clock.GetUtcNow(), step.Now) }, result.Stored ?? stored, cancellationToken);
        return new CampaignTurn(result.WaitUntil ?? step.Now);
    }

    /// <summary>While reviewers decide: opens what was added, finds what appeared, and moves due dates.</summary>
    private async Task<WorkResult> FollowAsync(CampaignTask work, CancellationToken cancellationToken)
    {
        if (await open.OpenAddedAsync(work, cancellationToken) is { } opened)
            return opened;
        if (await reminders.RunAsync(work, cancellationToken) is { } reminded)
            return reminded;
        var found = await late.RunAsync(work, cancellationToken);
        if (found.IsMore)
            return WorkResult.Continue;
        var result = await open.MoveDueAsync(work, cancellationToken);
        var next = new[] { result.WaitUntil, found.Again, SendReminders.NextOf(work.Campaign, work.Now) }.Min();
        return result.WaitUntil is null ? result : result with { WaitUntil = next };
    }

    /// <summary>Writes the event that ends this part of the work. If a person's command was faster, the next turn sees it.</summary>
    private async Task CompleteAsync(CampaignCommand command, StoredCampaign stored, CancellationToken cancellationToken)
    {
        if (CampaignMachine.Decide(stored.Campaign, command) is not CampaignRuling.Accepted { Event: { } happened })
            throw new InvalidOperationException($"Campaign {stored.Campaign.Id} refused {command.GetType().Name} in {stored.Campaign.State}.");
        // Before the event, so that a crash between the two repeats both.
        await mails.NotifyAsync(stored.Campaign, happened, cancellationToken);
        if (await campaigns.AppendAsync(stored, happened, OperationIdOf(stored, happened), cancellationToken) is { } after)
            Log.Entered(logger, after.Id, after.State);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static string OperationIdOf(StoredCampaign stored, CampaignEvent happened) => $"{happened.GetType().Name}-{stored.Campaign.Version + 1}";

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Campaign {Campaign} is now {State}")]
        public static partial void Entered(ILogger logger, CampaignId campaign, CampaignState state);
    }
}

/// <summary>A campaign to work on.</summary>
/// <param name="Now">The orchestration's time.</param>
internal sealed record CampaignTask(DurableTaskClient Client, StoredCampaign Stored, DateTimeOffset Now)
{
    public Campaign Campaign => Stored.Campaign;

    public CampaignWork Work => Stored.Work;
}

/// <summary>What became of a short time of work.</summary>
/// <param name="Done">The command that ends this part of the work; null: there is more to do.</param>
/// <param name="Stored">The campaign as it was stored last; null: as at the beginning, or it was changed by somebody else.</param>
/// <param name="WaitUntil">When to continue; null: at once.</param>
internal sealed record WorkResult(CampaignCommand? Done, StoredCampaign? Stored = null, DateTimeOffset? WaitUntil = null)
{
    /// <summary>There is more to do, or the campaign was changed by somebody else.</summary>
    public static WorkResult Continue { get; } = new(Done: null);
}
