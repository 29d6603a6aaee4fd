using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Tasks;

/// <summary>Executes a command: load, decide, mark, commit, wake. After a lost race it decides again on the new state.</summary>
public sealed partial class TaskCommands(
    TaskStore store,
    UnsettledMarks marks,
    TaskIndex index,
    TaskWaker waker,
    TaskReader reader,
    AccessContextReader contexts,
    TaskTodayReader todays,
    IOptions<TasksOptions> options,
    TimeProvider clock,
    ILogger<TaskCommands> logger)
{
    /// <summary>
    /// The only way to change a task. It reads the task once, applies the rules, and commits against the version that was read.
    /// Refusals are returned as values.
    /// </summary>
    /// <param name="client">Wakes the task's orchestration.</param>
    /// <param name="order">The command and its task.</param>
    /// <param name="cancellationToken">Has an effect only until something is written.</param>
    public async Task<CommandResult> ExecuteAsync(DurableTaskClient client, CommandOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        var operation = order.Operation ?? OperationId.New(clock.GetUtcNow());
        AccessContext? access = null; // Read once: it does not change between two tries.
        return await Contention.RetryAsync(
            async tries => await TryAsync(tries) is { } result ? Contention.Done(result) : Contention.Overtaken<CommandResult>(),
            () => new CommandResult.Busy(),
            cancellationToken);

        // Returns null if somebody else changed the task meanwhile.
        async Task<CommandResult?> TryAsync(int tries)
        {
            if (((tries == 0 ? order.Read : null) ?? await reader.FindAsync(order, cancellationToken)) is not { } read)
                return new CommandResult.NotFound();

            var (stored, task, at) = (read.Stored, read.Task, clock.GetUtcNow());
            if (stored.DoneAt is { } version)
                return Done(await store.AtAsync(task.Id, version, cancellationToken), true, read.Facts, at);
            if (!order.IfMatch.Allows(TaskAnswers.TagOf(task)))
                return new CommandResult.Changed(task);

            var wanted = order.Intent.Command(new CommandContext(order.By, read.Facts, at));
            if (wanted is TaskCommand.Decide decide)
                wanted = decide with { Access = access ??= await contexts.ReadAsync(task.Subject, read.Facts, cancellationToken, read.Holders), UndoFor = options.Value.UndoFor };
            if (wanted is TaskCommand.Undo undo)
                wanted = undo with { IsTooLate = stored.IsReleased };
            var ruling = TaskMachine.Decide(task, wanted);
            if (ruling is Ruling.Refused refused)
            {
                return new CommandResult.Refused(refused.Why, await CloseAsync(client, task, refused.Why, cancellationToken))
                {
                    Earlier = refused.Earlier,
                    IsOwn = refused.Earlier is { By: var by } && by == wanted.By.User,
                };
            }

            if (ruling is not Ruling.Accepted { Events: { Count: > 0 } events })
                return Done(task, true, read.Facts, at);

            // From here on the caller's cancellation is ignored: after the commit the response must not become an error.
            var mark = await marks.MarkAsync(task.Id, task.Version + events.Count, CancellationToken.None);
            if (await store.AppendAsync(stored, events, operation.Value, mark, CancellationToken.None) is { } after)
            {
                await Task.WhenAll(ChangeListsAsync(task, after, events, read.Facts), order.Wakes ? waker.WakeAsync(client, stored, after, CancellationToken.None) : Task.CompletedTask);
                return Done(after, false, read.Facts, at);
            }

            return null;
        }
    }

    private static CommandResult.Done Done(ReviewTask task, bool isRepeat, DirectoryFacts facts, DateTimeOffset at) => new(task, isRepeat) { Facts = facts, At = at };

    /// <summary>Closes a task if the command was refused because nothing is left to decide. Other tasks are returned unchanged.</summary>
    private async Task<ReviewTask> CloseAsync(DurableTaskClient client, ReviewTask task, Refusal why, CancellationToken cancellationToken)
    {
        if (!task.IsOpen || !Refusals.IsOfSubject(why))
            return task;
        var checkedAgain = await ExecuteAsync(client, new CommandOrder(task.Id.Value, Actor.System, TaskIntents.Recheck()), cancellationToken);
        return checkedAgain is CommandResult.Done { Task: var now } ? now : task;
    }

    /// <summary>
    /// Removes the task immediately from the list of the user who acted, returns it to the lists after an undo, or shows
    /// there what was staged. Settling does it too, so
    /// a failure only delays it.
    /// </summary>
    private async Task ChangeListsAsync(ReviewTask before, ReviewTask after, IReadOnlyList<TaskEvent> events, DirectoryFacts facts)
    {
        try
        {
            if (events[0] is TaskEvent.DecisionUndone or TaskEvent.DecisionStaged or TaskEvent.StagedWithdrawn)
                await index.ProjectAsync(false, [before], await todays.ReadAsync(after, facts, CancellationToken.None), CancellationToken.None);
            else if (after.ClosingCause is not null)
                await Task.WhenAll(before.WaitsFor.Select(waiting => index.HideAsync(before, waiting, CancellationToken.None)));
            else if (events[0].By.User is { } person && before.WaitsFor.Contains(person) && (!after.IsOpen || after.Undo is not null || !after.WaitsFor.Contains(person)))
                await index.HideAsync(before, person, CancellationToken.None);
        }
#pragma warning disable CA1031
        catch (Exception failed)
#pragma warning restore CA1031
        {
            Log.NotHidden(logger, after.Id, failed);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Lists of task {Task} could not be updated at once; its pending effects will update them")]
        public static partial void NotHidden(ILogger logger, TaskId task, Exception failed);
    }
}
