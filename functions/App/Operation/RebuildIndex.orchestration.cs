using AccessReview.App.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AccessReview.App.Operation;

/// <summary>What a rebuild is at.</summary>
public enum RebuildPart
{
    /// <summary>Every row that should be there.</summary>
    Write,

    /// <summary>Away with rows that no task asks for.</summary>
    Clean,

    /// <summary>Every open task has an orchestration that keeps its time.</summary>
    Revive,

    Done,
}

/// <summary>How far a rebuild has come; also what it reports.</summary>
/// <param name="After">Where the next page begins; null: at the beginning.</param>
/// <param name="Tasks">Tasks whose rows were written.</param>
/// <param name="Removed">Rows that no task asked for.</param>
/// <param name="Revived">Open tasks whose orchestration was gone.</param>
public sealed record RebuildProgress(RebuildPart Part = RebuildPart.Write, string? After = null, int Tasks = 0, int Removed = 0, int Revived = 0)
{
    internal RebuildProgress Past(RebuiltPage page) => this with
    {
        Part = page.Next is null ? Part + 1 : Part,
        After = page.Next,
        Tasks = Tasks + (Part == RebuildPart.Write ? page.Count : 0),
        Removed = Removed + (Part == RebuildPart.Clean ? page.Count : 0),
        Revived = Revived + (Part == RebuildPart.Revive ? page.Count : 0),
    };
}

/// <summary>Makes once more, page by page, what is derived from the tasks: the rows of every list, and the orchestrations that keep time.</summary>
public static class RebuildIndex
{
    private const int MaxPages = 50;

    [Function(nameof(RebuildIndex))]
    public static async Task<RebuildProgress> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        // Every instance is started with an input.
        var progress = context.GetInput<RebuildProgress>()!;
        for (var pages = 0; pages < MaxPages && progress.Part != RebuildPart.Done; pages++)
        {
            var page = await context.CallActivityAsync<RebuiltPage>(nameof(RebuildIndexPage), progress, OperationRun.Retries);
            progress = progress.Past(page);
            context.SetCustomStatus(progress);
        }

        if (progress.Part != RebuildPart.Done)
            context.ContinueAsNew(progress);
        return progress;
    }
}
