using AccessReview.App.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AccessReview.App.Audit;

/// <summary>Verifies the tables against the digests, one digest at a time.</summary>
public static class CheckAudit
{
    private const int MaxPages = 50;

    [Function(nameof(CheckAudit))]
    public static async Task<CheckProgress> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        // Not null: every instance is started with an input.
        var progress = context.GetInput<CheckProgress>()!;
        for (var pages = 0; pages < MaxPages && !progress.IsDone; pages++)
        {
            progress = progress.Past(await context.CallActivityAsync<CheckedPage>(nameof(CheckDigest), progress, OperationRun.Retries));
            context.SetCustomStatus(progress);
        }

        if (!progress.IsDone)
            context.ContinueAsNew(progress);
        return progress;
    }
}
