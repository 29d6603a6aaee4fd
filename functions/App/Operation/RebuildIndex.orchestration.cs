using AccessReview.App.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AccessReview.App.Operation;

/// <summary>The parts of a rebuild.</summary>
public enum RebuildPart
{
    /// <summary>Writes every row that must exist.</summary>
    Write,

    /// <summary>Removes rows that belong to no task.</summary>
    Clean,

    /// <summary>Starts an orchestration for each open task without one.</summary>
    Revive,

    Done,

    /// <summary>Writes the index rows of people. A rebuild begins with it; it is last here because progress is stored as a number.</summary>
    People,
}

/// <summary>The progress of a rebuild, which is also its report.</summary>
/// <param name="After">Where the next page begins; null: at the beginning.</param>
/// <param name="Tasks">Tasks whose rows were written.</param>
/// <param name="Removed">Removed rows that belong to no task.</param>
/// <param name="Revived">Open tasks that had no orchestration.</param>
public sealed record RebuildProgress(RebuildPart Part = RebuildPart.Write, string? After = null, int Tasks = 0, int Removed = 0, int Revived = 0)
{
    internal RebuildProgress Past(RebuiltPage page) => this with
    {
        Part = page.Next is not null ? Part : Part == RebuildPart.People ? RebuildPart.Write : Part + 1,
        After = page.Next,
        Tasks = Tasks + (Part == RebuildPart.Write ? page.Count : 0),
        Removed = Removed + (Part == RebuildPart.Clean ? page.Count : 0),
        Revived = Revived + (Part == RebuildPart.Revive ? page.Count : 0),
    };
}

/// <summary>Rebuilds, page by page, what is derived from the tasks: the rows of all lists, and the tasks' orchestrations.</summary>
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
