using System.Security.Cryptography;
using AccessReview.App.Directory;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Tasks;

/// <summary>Carries a command out: load, decide, then mark, commit, wake. Whoever loses a race decides again on what the winner left.</summary>
public sealed class TaskCommands(
    TaskStore store,
    UnsettledMarks marks,
    TaskIndex index,
    TaskWaker waker,
    DirectoryFactsReader directory,
    AccessContextReader contexts,
    TimeProvider clock)
{
    private const int MostTries = 8;

    /// <param name="client">Wakes the task's orchestration.</param>
    /// <param name="id">The task.</param>
    /// <param name="command">Makes the command from the task as it is now; called again after a lost race.</param>
    /// <param name="alsoPeople">People whom the command names beside those of the task.</param>
    public async Task<CommandResult> ExecuteAsync(
        DurableTaskClient client, TaskId id, Func<CommandContext, TaskCommand> command, CancellationToken cancellationToken, params UserId[] alsoPeople)
    {
        var operation = Guid.CreateVersion7().ToString("N");
        AccessContext? access = null; // A race lost moments ago changes nothing of it.
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await store.LoadAsync(id, cancellationToken) is not { } stored)
                return new CommandResult.NotFound();

            var facts = await directory.ReadAsync(stored.Task.Subject, [.. stored.Task.Assignees.SelectMany(assignee => assignee.People), .. alsoPeople], cancellationToken);
            var wanted = command(new CommandContext(stored.Task, facts, clock.GetUtcNow()));
            if (wanted is TaskCommand.Decide decide)
                wanted = decide with { Access = access ??= await contexts.ReadAsync(stored.Task.Subject, facts, cancellationToken) };
            var ruling = TaskMachine.Decide(stored.Task, wanted);
            if (ruling is Ruling.Refused refused)
                return new CommandResult.Refused(refused.Why, await CloseAsync(client, stored.Task, refused.Why, cancellationToken));
            if (ruling is not Ruling.Accepted { Events: { Count: > 0 } events })
                return new CommandResult.Done(stored.Task, true);

            await marks.MarkAsync(id, stored.Task.Version + events.Count, cancellationToken);
            if (await store.AppendAsync(stored, events, operation, cancellationToken) is { } task)
            {
                // Committed: from here on nothing may turn the answer into a failure, and the caller's patience does not matter.
                await HideAsync(stored.Task, task, events, CancellationToken.None);
                await waker.WakeAsync(client, stored, task, CancellationToken.None);
                return new CommandResult.Done(task, false);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(5, 20 << tries)), cancellationToken);
        }

        return new CommandResult.Busy();
    }

    /// <summary>Closes a task of which a command has just found that nothing is left to decide; any other stays as it is.</summary>
    private async Task<ReviewTask> CloseAsync(DurableTaskClient client, ReviewTask task, Refusal why, CancellationToken cancellationToken)
    {
        if (!task.IsOpen || !Refusals.IsOfSubject(why))
            return task;
        var checkedAgain = await ExecuteAsync(
            client, task.Id, context => new TaskCommand.Recheck { At = context.At, By = Actor.System, Facts = context.Facts }, cancellationToken);
        return checkedAgain is CommandResult.Done { Task: var now } ? now : task;
    }

    /// <summary>Whoever acted sees the task leave their list at once.</summary>
    private async Task HideAsync(ReviewTask before, ReviewTask after, IReadOnlyList<TaskEvent> events, CancellationToken cancellationToken)
    {
        if (after.ClosingCause is not null)
            await Task.WhenAll(before.WaitsFor.Select(waiting => index.HideAsync(before, waiting, cancellationToken)));
        else if (events[0].By.User is { } person && before.WaitsFor.Contains(person) && (!after.IsOpen || !after.WaitsFor.Contains(person)))
            await index.HideAsync(before, person, cancellationToken);
    }
}
