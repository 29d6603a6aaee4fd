using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AccessReview.App.Operation;

/// <summary>How far a rebuild has come; also what it reports.</summary>
/// <param name="IsCleaning">All rows are written; those that no task asks for are being removed.</param>
/// <param name="After">Where the next page begins; null: at the beginning.</param>
/// <param name="Tasks">Tasks whose rows were written.</param>
/// <param name="Removed">Rows that no task asked for.</param>
public sealed record RebuildProgress(bool IsCleaning = false, string? After = null, int Tasks = 0, int Removed = 0)
{
    public bool IsDone { get; init; }

    internal RebuildProgress Past(RebuiltPage page) => IsCleaning
        ? this with { After = page.Next, Removed = Removed + page.Count, IsDone = page.Next is null }
        : this with { After = page.Next, Tasks = Tasks + page.Count, IsCleaning = page.Next is null };
}

/// <summary>Rebuilds the index page by page: all rows that should be there, then away with those that should not.</summary>
public static class RebuildIndex
{
    private const int MostPages = 50;

    private static readonly TaskOptions Retries = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 5, firstRetryInterval: TimeSpan.FromSeconds(5), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(5)));

    [Function(nameof(RebuildIndex))]
    public static async Task<RebuildProgress> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        // Every instance is started with an input.
        var progress = context.GetInput<RebuildProgress>()!;
        for (var pages = 0; pages < MostPages && !progress.IsDone; pages++)
        {
            var page = await context.CallActivityAsync<RebuiltPage>(nameof(RebuildIndexPage), progress, Retries);
            progress = progress.Past(page);
            context.SetCustomStatus(progress);
        }

        if (!progress.IsDone)
            context.ContinueAsNew(progress);
        return progress;
    }
}
