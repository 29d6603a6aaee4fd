using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Tasks;

/// <summary>The orchestration's input: an identifier and nothing else; the tables hold the truth.</summary>
public sealed record LifecycleOf(string Task);

/// <summary>
/// Keeps time for one task: look, then wait for the next rung or for word that something changed, and look again. It
/// ends when the task is closed and settled.
/// </summary>
public static partial class TaskLifecycle
{
    /// <summary>History stays short: after this many looks it goes on as new.</summary>
    public const int MaxLooks = 25;

    /// <summary>After a look that failed, retries and all. A store may be out of order for hours; a task that is never looked at again is silent for ever.</summary>
    public static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMinutes(10);

    private static readonly TaskOptions Retries = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 5, firstRetryInterval: TimeSpan.FromSeconds(5), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(5)));

    [Function(nameof(TaskLifecycle))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        // OrchestrationTrigger gives an input to every instance that TaskWaker starts.
        var input = context.GetInput<LifecycleOf>()!;

        // One wait is kept over all looks: a wait that is given up can swallow the event that comes after it
        // (azure-functions-durable-extension#3255).
        var changed = context.WaitForExternalEvent<object?>(TaskWaker.Changed);
        for (var looks = 0; looks < MaxLooks; looks++)
        {
            var look = new AdvanceInput(input.Task, new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero));
            if (await LookAsync(context, look) is not { } wakeAt)
                return;

            using var answered = new CancellationTokenSource();
            var rung = context.CreateTimer(wakeAt.UtcDateTime, answered.Token);
            if (await Task.WhenAny(changed, rung) == changed)
            {
                // Not CancelAsync: an orchestrator awaits nothing but its context.
#pragma warning disable CA1849
                answered.Cancel();
#pragma warning restore CA1849
                changed = context.WaitForExternalEvent<object?>(TaskWaker.Changed);
            }
        }

        context.ContinueAsNew(input);
    }

    /// <summary>When to look again at the latest; null: never.</summary>
    private static async Task<DateTimeOffset?> LookAsync(TaskOrchestrationContext context, AdvanceInput look)
    {
        try
        {
            return (await context.CallActivityAsync<NextWake>(AdvanceTask.Name, look, Retries)).WakeAt;
        }
        // Before 1.1.0 it ended here, failed.
        catch (TaskFailedException failed) when (context.CompareVersionTo("1.1.0") >= 0)
        {
            var again = new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero) + PauseAfterFailure;
            Log.Failed(context.CreateReplaySafeLogger(nameof(TaskLifecycle)), look.Task, again, failed);
            return again;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Task {Task} could not be advanced; next attempt at {Again}.")]
        public static partial void Failed(ILogger logger, string task, DateTimeOffset again, Exception failed);
    }
}
