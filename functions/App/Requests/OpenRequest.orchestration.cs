using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AccessReview.App.Requests;

/// <summary>The orchestration's input. It holds only the id.</summary>
public sealed record OpeningOf(string Case);

/// <summary>Opens the approval of a request as soon as the request is written, or after a timeout if the event got lost.</summary>
public static class OpenRequest
{
    public const string Written = "written";

    // Longer than the function timeout (host.json): by then the request is written or never will be.
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(15);

    private static readonly TaskOptions Retries = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 10, firstRetryInterval: TimeSpan.FromSeconds(5), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(10)));

    [Function(nameof(OpenRequest))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        // Every instance is started with an input.
        var input = context.GetInput<OpeningOf>();
        using var notified = new CancellationTokenSource();
        var written = context.WaitForExternalEvent<object?>(Written);
        var waited = context.CreateTimer(Timeout, notified.Token);
        // Not CancelAsync: it would continue on another thread, which an orchestrator must not do.
#pragma warning disable CA1849
        if (await Task.WhenAny(written, waited) == written)
            notified.Cancel();
#pragma warning restore CA1849
        await context.CallActivityAsync(nameof(OpenApproval), input, Retries);
    }
}
