using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AccessReview.App.Imports;

/// <summary>The orchestration's input: only an id, because the tables hold the lines and the progress.</summary>
public sealed record ImportOf(string Import);

/// <summary>Applies an import, some pages at a time, until it is complete.</summary>
public static class ImportDirectory
{
    private const int MaxTurns = 50;

    private static readonly TaskOptions Retries = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 6, firstRetryInterval: TimeSpan.FromSeconds(2), backoffCoefficient: 3, maxRetryInterval: TimeSpan.FromMinutes(5)));

    [Function(nameof(ImportDirectory))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        // Every instance is started with an input.
        var input = context.GetInput<ImportOf>();
        try
        {
            for (var turn = 0; turn < MaxTurns; turn++)
            {
                if ((await context.CallActivityAsync<ImportTurn>(nameof(ApplyImportedLines), input, Retries)).IsDone)
                    return;
            }
        }
        catch (TaskFailedException)
        {
            await context.CallActivityAsync(nameof(FailImport), input, Retries);
            return;
        }

        context.ContinueAsNew(input);
    }
}
