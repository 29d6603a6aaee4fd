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
        var isByCampaign = command.IsByCampaign && task.Campaign is not null && CampaignTable.Allows(CampaignAction.Reassign, command.By.Roles);
        if (!isByCampaign && !MayAct(task, command, TaskAction.Reassign))
            return Refuse(Refusal.NotAllowed);
        if (IsPending(task, command))
            return Refuse(Refusal.UndoPending);
        if (task.Exception is not null)
            return Refuse(Refusal.ExceptionPending);
        if (command.Step is { } step && step != task.Step)
            return Refuse(Refusal.StaleStep);
        if (NothingLeft(task, command) is { } cause)
            return Refuse(Refusals.Of(cause));
        if (!task.CurrentStep.AllowsReassignment && (!isByCampaign || task.CurrentStep.AsksHolder()))
            return Refuse(Refusal.ReassignNotAllowed);
        if (PlainText.Clean(command.Reason) is not { } reason)
            return Refuse(Refusal.ReasonRequired);
        if (PlainText.IsTooLong(reason))
            return Refuse(Refusal.TextTooLong);
        if (command.To == task.Subject.User)
            return Refuse(Refusal.OwnAccess);
        if (command.To == task.Excluded)
            return Refuse(Refusal.OwnRecommendation);
        if (task.EarlierDeciders().Contains(command.To))
            return Refuse(Refusal.DecidedEarlierStage);
        if (!Reassignment.IsAllowed(task, command.To))
            return Refuse(Refusal.TargetNotAllowed);
        // The new assignee replaces all others. If they are out of office, their delegate gets the task, as with every assignment.
        if (AssigneeSearch.Present(command.To, AssigneeReason.Reassigned, null, task.Subject, task.NotEligible(), command.Facts, command.At) is not { } assignee)
            return Refuse(Refusal.TargetNotEligible);
        if (task.Assignees is [var only] && only.User == assignee.User)
            return Refuse(Refusal.AlreadyAssigned);
        return Accept(new Reassigned([assignee], reason) { At = command.At, By = command.By });
    }
}
