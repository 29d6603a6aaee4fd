using AccessReview.App.Tasks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AccessReview.App.Campaigns;

/// <summary>The orchestration's input: only ids, because the tables hold the campaign and its progress.</summary>
/// <param name="Run">The run of the campaign. Another run has its own orchestration.</param>
public sealed record CampaignOf(string Campaign, long Run);

/// <summary>
/// Works on a campaign: records its population, opens its tasks, waits for the due date, and closes it. It ends when the campaign waits for
/// a person.
/// </summary>
public static class RunCampaign
{
    /// <summary>After this many turns the orchestration continues as new, to keep its history short.</summary>
    public const int MaxTurns = 25;

    /// <summary>The campaign is advanced at least this often, so that a lost event or a run that is stuck is noticed.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>The delay after an activity failed with all its retries. A campaign must never stop.</summary>
    public static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMinutes(10);

    private static readonly TaskOptions Retries = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 5, firstRetryInterval: TimeSpan.FromSeconds(5), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(5)));

    [Function(nameof(RunCampaign))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        // Every instance is started with an input.
        var input = context.GetInput<CampaignOf>()!;

        // One wait is kept for all turns: an abandoned wait can swallow the next event.
        var changed = context.WaitForExternalEvent<object?>(TaskWaker.Changed);
        for (var turns = 0; turns < MaxTurns; turns++)
        {
            var now = new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero);
            if (await AdvanceAsync(context, new CampaignStep(input.Campaign, input.Run, now)) is not { } wakeAt)
                return;
            if (wakeAt <= now)
                continue;

            using var answered = new CancellationTokenSource();
            var timer = context.CreateTimer((wakeAt < now + LongestWait ? wakeAt : now + LongestWait).UtcDateTime, answered.Token);
            if (await Task.WhenAny(changed, timer) == changed)
            {
                // Not CancelAsync: an orchestrator may only await its context.
#pragma warning disable CA1849
                answered.Cancel();
#pragma warning restore CA1849
                changed = context.WaitForExternalEvent<object?>(TaskWaker.Changed);
            }
        }

        context.ContinueAsNew(input);
    }

    /// <summary>Returns when to advance again at the latest; null: never.</summary>
    private static async Task<DateTimeOffset?> AdvanceAsync(TaskOrchestrationContext context, CampaignStep step)
    {
        try
        {
            return (await context.CallActivityAsync<CampaignTurn>(nameof(AdvanceCampaign), step, Retries)).WakeAt;
        }
        catch (TaskFailedException)
        {
            return new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero) + PauseAfterFailure;
        }
    }
}
