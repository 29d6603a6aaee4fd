using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using static AccessReview.Domain.Tasks.TaskEvent;

namespace AccessReview.Domain.Tasks;

public static partial class TaskMachine
{
    /// <summary>
    /// The task is open again with the same step and generation, so that its links are valid again. Changes of the directory since
    /// the decision are applied now, because nobody visits a closed task.
    /// </summary>
    private static Ruling Undo(ReviewTask task, TaskCommand.Undo command)
    {
        if (command.By.User is not { } person)
            return Refuse(Refusal.NotAllowed);
        if (IsOwnAccess(task, person))
            return Refuse(Refusal.OwnAccess);
        if (command.By.Roles.HasFlag(Roles.Auditor))
            return Refuse(Refusal.ReadOnlyRole);
        // The same person undoes it again: it is done.
        if (task.UndoneBy == person)
            return Accept();
        if (task.Staged is { } staged)
            return Withdraw(task, staged, command);
        if (task.Undo is not { } undo)
            return Refuse(WhyNotUndone(task, person, command.At));
        if (!MayAct(task, command, TaskAction.Undo))
            return Refuse(Refusal.NotDecider);
        if (command.Generation is { } generation && generation != undo.Generation)
            return Refuse(Refusal.StaleGeneration);
        if (command.Step is { } step && step != undo.Step)
            return Refuse(Refusal.StaleStep);
        if (command.IsTooLate || undo.Until <= command.At)
            return Refuse(Refusal.UndoTooLate);
        if (!SignInRules.MayDecide(command.By.Proof, SubjectRules.RiskOf(task.Subject, command.Facts)))
            return Refuse(Refusal.DecideInBrowser);

        var undone = new DecisionUndone { At = command.At, By = command.By };
        var recheck = new TaskCommand.Recheck { At = command.At, By = Actor.System, Facts = command.Facts };
        return Accept([undone, .. Changes(task.Evolve(undone), recheck)]);
    }

    private static Refusal WhyNotUndone(ReviewTask task, UserId person, DateTimeOffset now) => task.LastDecision switch
    {
        null or { UndoUntil: null } => Refusal.NothingToUndo,
        { By: var by } when by != person => Refusal.NotDecider,
        { UndoUntil: var until } => until > now ? Refusal.UndoOvertaken : Refusal.UndoTooLate,
    };

    /// <summary>Until the last decision takes effect, nobody continues the task. The system may end it, and so may its requester.</summary>
    private static bool IsPending(ReviewTask task, TaskCommand command) => task.UndoUntil(command.At) is not null;
}
