using System.Diagnostics;
using AccessReview.App.Promises;
using AccessReview.App.Store;
using AccessReview.App.Tasks.Effects;
using AccessReview.Domain.Tasks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Tasks;

/// <param name="Task">The task.</param>
/// <param name="Now">The orchestration's time, not the machine's: rungs are due by it.</param>
public sealed record AdvanceInput(string Task, DateTimeOffset Now);

/// <param name="WakeAt">When to advance the task again at the latest; null: never, the task is finished.</param>
public sealed record NextWake(DateTimeOffset? WakeAt);

/// <summary>Advances a task: applies pending effects, executes the rungs that are due, and returns when to wake next.</summary>
public sealed partial class AdvanceTask(TaskSettler settler, TaskCommands commands, PromiseStore promises, ILogger<AdvanceTask> logger)
{
    /// <summary>The name is stored in the histories of running orchestrations, so it must not change.</summary>
    internal const string Name = "LookAtTask";

    /// <summary>A row that only a newer build can read is tried again after this time. By then the newer build may run.</summary>
    private static readonly TimeSpan UntilNewerBuild = TimeSpan.FromMinutes(1);

    [Function(Name)]
    public async Task<NextWake> RunAsync([ActivityTrigger] AdvanceInput input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        try
        {
            return await AdvanceAsync(input, client, cancellationToken);
        }
        catch (NewerRowException newer)
        {
            Log.LeftToNewerBuild(logger, input.Task, newer.Message);
            return new NextWake(input.Now + UntilNewerBuild);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            await promises.NoteAsync(PromiseKind.Settling, input.Task, failed, isNew: true);
            throw;
        }
    }

    /// <summary>Rungs are executed even if effects are pending: an index that cannot be written must not delay the ladder.</summary>
    private async Task<NextWake> AdvanceAsync(AdvanceInput input, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var id = TaskId.From(input.Task);
        while (true)
        {
            // The task was marked but never committed.
            if (await settler.SettleAsync(client, id, input.Now, cancellationToken) is not { } settled)
                return new NextWake(null);

            switch (Lifecycle.Next(settled.Task, input.Now))
            {
                case NextStep.Finished:
                    return await WakeAsync(settled, null, input.Now);
                case NextStep.WaitUntil wait:
                    return await WakeAsync(settled, wait.At, input.Now);
                case NextStep.Climb climb:
                    await ExecuteAsync(client, id, TaskIntents.Climb(climb.Step, climb.Rung, input.Now), cancellationToken);
                    break;
                case NextStep.Recheck:
                    await ExecuteAsync(client, id, TaskIntents.Recheck(input.Now), cancellationToken);
                    break;
                case NextStep.TimeOutQuestion:
                    await ExecuteAsync(client, id, TaskIntents.TimeOutQuestion(input.Now), cancellationToken);
                    break;
                default:
                    throw new UnreachableException("Lifecycle.Next knows five answers.");
            }
        }
    }

    /// <summary>
    /// Pending effects are retried after their delay. The orchestration waits for it as for a rung, so that it still
    /// receives new decisions. A retried activity would block them.
    /// </summary>
    /// <param name="rung">When the next rung is due; null: the task is finished.</param>
    private async Task<NextWake> WakeAsync(SettledTask settled, DateTimeOffset? rung, DateTimeOffset now)
    {
        if (settled is not { Pending: { } pending, Failure: { } why })
            return new NextWake(rung);

        var again = now + (why is NewerRowException ? UntilNewerBuild : pending.PauseOf(settled.Task.Id));
        Log.Pending(logger, settled.Task.Id.Value, string.Join(", ", pending.Keys), again, why);
        await promises.NoteAsync(PromiseKind.Settling, settled.Task.Id.Value, why, isNew: true);
        return new NextWake(rung < again ? rung : again);
    }

    private async Task ExecuteAsync(DurableTaskClient client, TaskId id, TaskIntent intent, CancellationToken cancellationToken)
    {
        var order = new CommandOrder(id.Value, Actor.System, intent) { Wakes = false };
        var result = await commands.ExecuteAsync(client, order, cancellationToken);
        // Refused: a user decided meanwhile, or the rung was already done. The next turn of the loop reads the new state.
        if (result is CommandResult.Busy)
            throw new InvalidOperationException($"Task {id} is written to by too many at once; the input is repeated.");
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Task {Task}: {Effects} could not be applied; next attempt at {Again}")]
        public static partial void Pending(ILogger logger, string task, string effects, DateTimeOffset again, Exception why);

        [LoggerMessage(LogLevel.Warning, "Task {Task} skipped because a newer build wrote it: {Why}")]
        public static partial void LeftToNewerBuild(ILogger logger, string task, string why);
    }
}
