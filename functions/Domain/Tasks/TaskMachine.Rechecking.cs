using static AccessReview.Domain.Tasks.TaskEvent;

namespace AccessReview.Domain.Tasks;

public static partial class TaskMachine
{
    /// <summary>
    /// Closes a task with nothing left to decide. Otherwise it assigns the users who are eligible now. A second run without a
    /// change does nothing.
    /// </summary>
    private static Ruling Recheck(ReviewTask task, TaskCommand.Recheck command)
    {
        if (command.By.User is not null)
            return Refuse(Refusal.NotAllowed);
        return Accept(Changes(task, command));
    }

    private static IReadOnlyList<TaskEvent> Changes(ReviewTask task, TaskCommand.Recheck command)
    {
        if (!task.IsOpen)
            return [];
        return NothingLeft(task, command) is { } cause
            ? [Close(task.Kind, cause, command)]
            : [.. Notice(task.Subject, task.Relied, command), .. FollowApprovers(task, command), .. FollowDirectory(task, command)];
    }

    /// <summary>Who can approve the pending exception now, if it is no longer the same people.</summary>
    private static IEnumerable<TaskEvent> FollowApprovers(ReviewTask task, TaskCommand.Recheck command)
    {
        if (task.Exception is not { } exception)
            yield break;
        var found = ExceptionRules.Approvers(task.Subject, exception.By, exception.OnBehalfOf, command.Facts, command.At);
        if (!AssigneesNow.AreSame(found, exception.Approvers))
            yield return new ExceptionProposed(found) { At = command.At, By = command.By };
    }

    private static IReadOnlyList<TaskEvent> FollowDirectory(ReviewTask task, TaskCommand.Recheck command)
    {
        var found = AssigneesNow.Of(task, command.Facts, command.At);
        // The holder can no longer answer, so the next stage begins.
        if (found.Count == 0 && task.CurrentStep.AsksHolder() && NextStep(task, command) is { } next)
            return [Start(task, next, command)];
        if (found.Select(assignee => assignee.User).ToHashSet().SetEquals(task.Assignees.Select(assignee => assignee.User)))
            return AssigneesNow.AreSame(found, task.Assignees) ? [] : [new DelegatesChanged(found) { At = command.At, By = command.By }];
        // A task that had no assignee starts its step again, so that the new assignees get its full time.
        return task.Assignees.Count == 0
            ? [new StepStarted(task.Step, found) { At = command.At, By = command.By, Due = task.StageEnd(task.Step, command.At, task.Campaign?.Due) }]
            : [new AssigneesChanged(found) { At = command.At, By = command.By }];
    }
}
