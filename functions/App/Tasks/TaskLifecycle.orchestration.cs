using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Tasks;

/// <summary>The orchestration's input. It holds only the id, because the state is in the tables.</summary>
public sealed record LifecycleOf(string Task);

/// <summary>
/// Runs the schedule of one task: advance, wait for the next rung or a change, repeat. It ends when the task is closed and
/// settled.
/// </summary>
public static partial class TaskLifecycle
{
    /// <summary>After this many passes the orchestration continues as new, to keep its history short.</summary>
    public const int MaxPasses = 25;

    /// <summary>
    /// The delay after an activity failed with all its retries. A store outage can last hours, and a task must never stop
    /// advancing.
    /// </summary>
    public static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMinutes(10);

    private static readonly TaskOptions Retries = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 5, firstRetryInterval: TimeSpan.FromSeconds(5), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(5)));

    [Function(nameof(TaskLifecycle))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        // Not null: every instance that TaskWaker starts has an input.
        var input = context.GetInput<LifecycleOf>()!;

        // One wait is kept for all passes: an abandoned wait can swallow the next event
        // (azure-functions-durable-extension#3255).
        var changed = context.WaitForExternalEvent<object?>(TaskWaker.Changed);
        for (var passes = 0; passes < MaxPasses; passes++)
        {
            var advance = new AdvanceInput(input.Task, new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero));
            if (await AdvanceAsync(context, advance) is not { } wakeAt)
                return;

            using var answered = new CancellationTokenSource();
            var rung = context.CreateTimer(wakeAt.UtcDateTime, answered.Token);
            if (await Task.WhenAny(changed, rung) == changed)
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
    private static async Task<DateTimeOffset?> AdvanceAsync(TaskOrchestrationContext context, AdvanceInput advance)
    {
        try
        {
            return (await context.CallActivityAsync<NextWake>(AdvanceTask.Name, advance, Retries)).WakeAt;
        }
        // Versions before 1.1.0 ended here as failed.
        catch (TaskFailedException failed) when (context.CompareVersionTo("1.1.0") >= 0)
        {
            var again = new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero) + PauseAfterFailure;
            Log.Failed(context.CreateReplaySafeLogger(nameof(TaskLifecycle)), advance.Task, again, failed);
            return again;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Task {Task} could not be advanced; next attempt at {Again}")]
        public static partial void Failed(ILogger logger, string task, DateTimeOffset again, Exception failed);
    }
}
