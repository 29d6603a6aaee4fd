using AccessReview.Domain.Authorization;
using AccessReview.Domain.Text;
using static AccessReview.Domain.Tasks.TaskEvent;

namespace AccessReview.Domain.Tasks;

public static partial class TaskMachine
{
    private static Ruling Reassign(ReviewTask task, TaskCommand.Reassign command)
    {
        if (task.Subject.User == command.By.User)
            return Refuse(Refusal.OwnAccess);
        if (!task.IsOpen)
            return Refuse(Refusal.TaskClosed);
        if (command.By.Roles.HasFlag(Roles.Auditor))
            return Refuse(Refusal.ReadOnlyRole);
        if (!MayAct(task, command, TaskAction.Reassign))
            return Refuse(Refusal.NotAllowed);
        if (command.Step is { } step && step != task.Step)
            return Refuse(Refusal.StaleStep);
        if (!task.CurrentStep.AllowsReassignment)
            return Refuse(Refusal.ReassignNotAllowed);
        if (PlainText.Clean(command.Reason) is not { } reason)
            return Refuse(Refusal.ReasonRequired);
        if (PlainText.IsTooLong(reason))
            return Refuse(Refusal.TextTooLong);
        return JudgeTarget(task, command) is { } refusal ? Refuse(refusal) : HandOver(task, command, reason);
    }

    private static Refusal? JudgeTarget(ReviewTask task, TaskCommand.Reassign command)
    {
        var allowed = task.CurrentStep.ReassignableTo;
        if (command.To == task.Subject.User)
            return Refusal.OwnAccess;
        if (allowed.Count > 0 && !allowed.Contains(command.To))
            return Refusal.TargetNotAllowed;
        if (!AssigneeSearch.IsEligible(command.Facts.Find(command.To), task.Subject))
            return Refusal.TargetNotEligible;
        return task.Assignees is [var only] && only.User == command.To ? Refusal.AlreadyAssigned : null;
    }

    /// <summary>The new assignee takes the whole task over; who is out of office passes it on, one hop, as with every assignment.</summary>
    private static Ruling HandOver(ReviewTask task, TaskCommand.Reassign command, string reason)
    {
        var standIn = command.Facts.Find(command.To)?.DelegateAt(command.At) is { } candidate && AssigneeSearch.IsEligible(command.Facts.Find(candidate), task.Subject)
            ? candidate
            : command.To;
        var assignee = new Assignee(standIn, AssigneeReason.Reassigned, null, standIn == command.To ? null : command.To);
        return Accept(new Reassigned([assignee], reason) { At = command.At, By = command.By });
    }
}
