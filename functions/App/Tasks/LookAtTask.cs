using System.Diagnostics;
using AccessReview.App.Promises;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Tasks;

/// <param name="Task">The task.</param>
/// <param name="Now">The orchestration's time: a rung is climbed at its own hour, not at the machine's.</param>
public sealed record LookAt(string Task, DateTimeOffset Now);

/// <param name="WakeAt">When to look again at the latest; null: never, the task is over.</param>
public sealed record Seen(DateTimeOffset? WakeAt);

/// <summary>One look at a task: settle what happened, climb the rungs that are due, say when to look again.</summary>
public sealed partial class LookAtTask(TaskSettler settler, TaskCommands commands, PromiseStore promises, ILogger<LookAtTask> logger)
{
    /// <summary>What only a newer build can read is looked at again this much later, by then by that build.</summary>
    private static readonly TimeSpan UntilNewerBuild = TimeSpan.FromMinutes(1);

    [Function(nameof(LookAtTask))]
    public async Task<Seen> RunAsync([ActivityTrigger] LookAt look, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        try
        {
            return await LookAsync(look, client, cancellationToken);
        }
        catch (NewerRowException newer)
        {
            Log.LeftToNewerBuild(logger, look.Task, newer.Message);
            return new Seen(look.Now + UntilNewerBuild);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            await promises.NoteAsync(PromiseKind.Settling, look.Task, failed, isNew: true);
            throw;
        }
    }

    private async Task<Seen> LookAsync(LookAt look, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var id = TaskId.From(look.Task);
        while (true)
        {
            // A task that was marked and never committed has nothing to wait for.
            if (await settler.SettleAsync(client, id, cancellationToken) is not { } task)
                return new Seen(null);

            switch (Lifecycle.Next(task, look.Now))
            {
                case NextStep.Finished:
                    return new Seen(null);
                case NextStep.WaitUntil wait:
                    return new Seen(wait.At);
                case NextStep.Climb climb:
                    await ExecuteAsync(client, id, facts => new TaskCommand.ClimbRung(climb.Step, climb.Rung) { At = look.Now, By = Actor.System, Facts = facts }, cancellationToken);
                    break;
                case NextStep.Recheck:
                    await ExecuteAsync(client, id, facts => new TaskCommand.Recheck { At = look.Now, By = Actor.System, Facts = facts }, cancellationToken);
                    break;
                default:
                    throw new UnreachableException("Lifecycle.Next knows four answers.");
            }
        }
    }

    private async Task ExecuteAsync(DurableTaskClient client, TaskId id, Func<DirectoryFacts, TaskCommand> command, CancellationToken cancellationToken)
    {
        var result = await commands.ExecuteAsync(client, id, context => command(context.Facts), cancellationToken);
        // Somebody decided in the meantime (refused) or the rung was climbed before: the next look sees it.
        if (result is CommandResult.Busy)
            throw new InvalidOperationException($"Task {id} is written to by too many at once; the look is repeated.");
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Task {Task} is left to a newer build: {Why}")]
        public static partial void LeftToNewerBuild(ILogger logger, string task, string why);
    }
}
