using System.Diagnostics;
using AccessReview.Domain.Policies;
using static AccessReview.Domain.Tasks.TaskEvent;

namespace AccessReview.Domain.Tasks;

public static partial class TaskMachine
{
    private static Ruling ClimbRung(ReviewTask task, TaskCommand.ClimbRung command)
    {
        if (!task.IsOpen)
            return Refuse(Refusal.TaskClosed);
        if (command.By.User is not null)
            return Refuse(Refusal.NotAllowed);
        // The timer fired twice: the rung is already done.
        if (command.Step < task.Step || (command.Step == task.Step && command.Rung < task.NextRung))
            return Accept();
        if (command.Step != task.Step || command.Rung != task.NextRung || command.Rung >= task.CurrentStep.Ladder.Count)
            return Refuse(Refusal.StaleStep);

        var rung = task.CurrentStep.Ladder[command.Rung];
        if (task.Question is not null || task.DueAtOf(rung) > command.At || IsPending(task, command))
            return Refuse(Refusal.NotDue);
        if (NothingLeft(task, command) is { } cause)
            return Accept(Close(task.Kind, cause, command));
        // Somebody has decided, so nobody else gets the task. It ends with its campaign, where the decision takes effect.
        if (task.IsStaged && rung.Action is not (RungAction.Remind or RungAction.SecondChannel))
            return Accept(new RungPassed(command.Rung) { At = command.At, By = command.By, IsStaged = true });
        return Accept(Climb(task, rung, command));
    }

    private static IReadOnlyList<TaskEvent> Climb(ReviewTask task, Rung rung, TaskCommand.ClimbRung command) => rung.Action switch
    {
        // After a stop, several rungs are due at once. One mail is enough.
        RungAction.Remind or RungAction.SecondChannel when IsOvertaken(task, rung, command) => [new RungPassed(command.Rung) { At = command.At, By = command.By }],
        RungAction.Remind => [new Reminded(command.Rung) { At = command.At, By = command.By }],
        RungAction.SecondChannel => [new SecondChannelUsed(command.Rung) { At = command.At, By = command.By }],
        RungAction.AddAssignee => [Add(task, rung, command)],
        RungAction.ReplaceAssignee => [Replace(task, rung, command)],
        RungAction.SkipStep => Skip(task, command),
        RungAction.Close => [Close(command, Silent(task, rung.Outcome ?? throw new UnreachableException("PolicyCheck lets no close pass without an outcome."), command))],
    };

    private static bool IsOvertaken(ReviewTask task, Rung rung, TaskCommand.ClimbRung command) =>
        task.CurrentStep.Ladder.Any(other => other.After > rung.After && task.DueAtOf(other) <= command.At);

    private static TaskEvent Add(ReviewTask task, Rung rung, TaskCommand.ClimbRung command)
    {
        var found = Escalated(task, rung, command).Where(assignee => !task.IsAssignedTo(assignee.User)).ToList();
        return found.Count == 0
            ? new RungPassed(command.Rung) { At = command.At, By = command.By }
            : new AssigneesAdded(command.Rung, found) { At = command.At, By = command.By };
    }

    private static TaskEvent Replace(ReviewTask task, Rung rung, TaskCommand.ClimbRung command)
    {
        var found = Escalated(task, rung, command);
        var isSame = found.Select(assignee => assignee.User).ToHashSet().SetEquals(task.Assignees.Select(assignee => assignee.User));
        return found.Count == 0 || isSame
            ? new RungPassed(command.Rung) { At = command.At, By = command.By }
            : new AssigneesReplaced(command.Rung, found) { At = command.At, By = command.By };
    }

    private static IReadOnlyList<Assignee> Escalated(ReviewTask task, Rung rung, TaskCommand.ClimbRung command) =>
        AssigneeSearch.ForRung(rung.Who ?? new AssigneeRule(AssigneeSource.Admins), task, command.Facts, command.At);

    private static IReadOnlyList<TaskEvent> Skip(ReviewTask task, TaskCommand.ClimbRung command)
    {
        var skipped = new StepSkipped(command.Rung) { At = command.At, By = command.By };
        return NextStep(task, command) is { } next
            ? [skipped, Start(task, next, command)]
            : [skipped, Close(command, StageRules.WithoutAnswer(task))];
    }

    /// <summary>If nobody answers, access that may not be kept is not kept, and protected access is not removed.</summary>
    private static Outcome Silent(ReviewTask task, Outcome outcome, TaskCommand.ClimbRung command)
    {
        if (task.Policy.Stages is not null)
            return StageRules.WithoutAnswer(task);
        var (keeps, removes) = (outcome is Outcome.Certified or Outcome.Declined, outcome is Outcome.Removed or Outcome.Confirmed);
        var mayNotKeep = keeps && SubjectRules.WhyNotToKeep(task.Subject, command.Facts, command.At) is not null;
        var mayNotRemove = removes && SubjectRules.IsProtected(task.Subject, command.Facts);
        return mayNotKeep || mayNotRemove ? Outcome.NoResponse : outcome;
    }

    private static TaskClosed Close(TaskCommand command, Outcome outcome) => new(outcome) { At = command.At, By = command.By };
}
