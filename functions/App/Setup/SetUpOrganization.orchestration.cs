using AccessReview.App.Imports;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AccessReview.App.Setup;

/// <summary>Imports an organization and opens a task of each kind, so that the app can be tried.</summary>
public static class SetUpOrganization
{
    private static readonly TaskOptions Retries = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 5, firstRetryInterval: TimeSpan.FromSeconds(2), backoffCoefficient: 2));

    [Function(nameof(SetUpOrganization))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        // Every instance is started with an input.
        var input = context.GetInput<ImportOf>()!;
        await context.CallSubOrchestratorAsync(nameof(ImportDirectory), input, Retries.WithInstanceId($"import-{input.Import}"));
        await context.CallActivityAsync(nameof(OpenSampleTasks), input, Retries);
    }
}
