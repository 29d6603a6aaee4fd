using AccessReview.Domain.Authorization;
using AccessReview.Domain.Text;
using static AccessReview.Domain.Tasks.TaskEvent;

namespace AccessReview.Domain.Tasks;

public static partial class TaskMachine
{
    /// <summary>High and critical risk: the exception takes effect when another person approves it.</summary>
    private static TaskEvent? Propose(ReviewTask task, TaskCommand.Decide command, Decided decided) =>
        decided is { Terms.Control: not null, By.User: { } by } && ExceptionRules.NeedsApproval(SubjectRules.RiskOf(task.Subject, command.Facts))
            ? new ExceptionProposed(ExceptionRules.Approvers(task.Subject, by, decided.OnBehalfOf, command.Facts, command.At)) { At = command.At, By = command.By }
            : null;

    private static Ruling JudgeException(ReviewTask task, TaskCommand.JudgeProposal command)
    {
        if (command.By.User is not { } person)
            return Refuse(Refusal.NotAllowed);
        if (task.Subject.User == person)
            return Refuse(Refusal.OwnAccess);
        if (!task.IsOpen)
            return Refuse(Refusal.TaskClosed);
        if (command.By.Roles.HasFlag(Roles.Auditor))
            return Refuse(Refusal.ReadOnlyRole);
        if (task.Exception is not { } exception)
            return Refuse(Refusal.NoException);
        if (exception.IsDecidedBy(person))
            return Refuse(Refusal.OwnException);
        if (!MayAct(task, command, TaskAction.JudgeException))
            return Refuse(Refusal.NotAllowed);
        if (IsPending(task, command))
            return Refuse(Refusal.UndoPending);
        if (NothingLeft(task, command) is { } cause)
            return Refuse(Refusals.Of(cause));
        if (command.Approves && SubjectRules.WhyNotToKeep(task.Subject, command.Facts, command.At) is { } limit)
            return Refuse(Refusals.Of(limit));
        if (!SignInRules.MayDecide(command.By.Proof, SubjectRules.RiskOf(task.Subject, command.Facts)))
            return Refuse(Refusal.DecideInBrowser);
        var reason = PlainText.Clean(command.Reason);
        if (PlainText.IsTooLong(reason))
            return Refuse(Refusal.TextTooLong);
        if (reason is null && !command.Approves)
            return Refuse(Refusal.ReasonRequired);
        if (command.Approves && task.LastDecision?.Terms?.Until <= command.At)
            return Refuse(Refusal.EndOutOfRange);

        // The comment tells the reviewers why.
        return command.Approves
            ? Accept(new ExceptionApproved(reason) { At = command.At, By = command.By }, new TaskClosed(Outcome.Certified) { At = command.At, By = command.By })
            : Accept(new ExceptionDenied { At = command.At, By = command.By }, new Commented(reason!) { At = command.At, By = command.By }); // Checked above.
    }
}
