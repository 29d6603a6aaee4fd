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
/// <param name="Now">The orchestration's time: a rung is climbed at its own hour, not at the machine's.</param>
public sealed record AdvanceInput(string Task, DateTimeOffset Now);

/// <param name="WakeAt">When to look again at the latest; null: never, the task is over.</param>
public sealed record NextWake(DateTimeOffset? WakeAt);

/// <summary>Advances a task: applies the effects of what happened, climbs the rungs that are due, says when to wake it next.</summary>
public sealed partial class AdvanceTask(TaskSettler settler, TaskCommands commands, PromiseStore promises, ILogger<AdvanceTask> logger)
{
    /// <summary>Recorded in the histories of running orchestrations, so it stays.</summary>
    internal const string Name = "LookAtTask";

    /// <summary>What only a newer build can read is looked at again this much later, by then by that build.</summary>
    private static readonly TimeSpan UntilNewerBuild = TimeSpan.FromMinutes(1);

    [Function(Name)]
    public async Task<NextWake> RunAsync([ActivityTrigger] AdvanceInput look, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        try
        {
            return await LookAsync(look, client, cancellationToken);
        }
        catch (NewerRowException newer)
        {
            Log.LeftToNewerBuild(logger, look.Task, newer.Message);
            return new NextWake(look.Now + UntilNewerBuild);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            await promises.NoteAsync(PromiseKind.Settling, look.Task, failed, isNew: true);
            throw;
        }
    }

    /// <summary>Rungs are climbed whatever effect is pending: silence must not grow longer because a list cannot be written.</summary>
    private async Task<NextWake> LookAsync(AdvanceInput look, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var id = TaskId.From(look.Task);
        while (true)
        {
            // A task that was marked and never committed has nothing to wait for.
            if (await settler.SettleAsync(client, id, cancellationToken) is not { } settled)
                return new NextWake(null);

            switch (Lifecycle.Next(settled.Task, look.Now))
            {
                case NextStep.Finished:
                    return await WakeAsync(settled, null, look.Now);
                case NextStep.WaitUntil wait:
                    return await WakeAsync(settled, wait.At, look.Now);
                case NextStep.Climb climb:
                    await ExecuteAsync(client, id, TaskIntents.Climb(climb.Step, climb.Rung, look.Now), cancellationToken);
                    break;
                case NextStep.Recheck:
                    await ExecuteAsync(client, id, TaskIntents.Recheck(look.Now), cancellationToken);
                    break;
                default:
                    throw new UnreachableException("Lifecycle.Next knows four answers.");
            }
        }
    }

    /// <summary>
    /// Pending effects are tried again after their pause. The orchestration waits for that as for a rung, so that it hears of a new
    /// decision meanwhile; a failed activity would not.
    /// </summary>
    /// <param name="rung">When the next rung is due; null: the task is over.</param>
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
        // Somebody decided in the meantime (refused) or the rung was climbed before: the next look sees it.
        if (result is CommandResult.Busy)
            throw new InvalidOperationException($"Task {id} is written to by too many at once; the look is repeated.");
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Task {Task}: {Effects} could not be applied; next attempt at {Again}")]
        public static partial void Pending(ILogger logger, string task, string effects, DateTimeOffset again, Exception why);

        [LoggerMessage(LogLevel.Warning, "Task {Task} is left to a newer build: {Why}")]
        public static partial void LeftToNewerBuild(ILogger logger, string task, string why);
    }
}
