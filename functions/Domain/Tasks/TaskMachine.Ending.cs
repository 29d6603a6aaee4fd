using AccessReview.Domain.Authorization;
using AccessReview.Domain.Text;
using static AccessReview.Domain.Tasks.TaskEvent;

namespace AccessReview.Domain.Tasks;

public static partial class TaskMachine
{
    private static Ruling Cancel(ReviewTask task, TaskCommand.Cancel command)
    {
        if (!task.IsOpen)
            return IsCancelledAlready(task, command) ? Accept() : Refuse(Refusal.TaskClosed);
        // Cancelling another user's request about your own access would be a decision about it. You may cancel your own request.
        if (task.Subject.User == command.By.User && task.RequestedBy != command.By.User)
            return Refuse(Refusal.OwnAccess);
        if (command.By.Roles.HasFlag(Roles.Auditor))
            return Refuse(Refusal.ReadOnlyRole);
        if (!MayAct(task, command, TaskAction.Cancel))
            return Refuse(Refusal.NotAllowed);

        var reason = PlainText.Clean(command.Reason);
        if (PlainText.IsTooLong(reason))
            return Refuse(Refusal.TextTooLong);
        return Accept(new Cancelled(reason) { At = command.At, By = command.By }, Close(command, Outcome.Cancelled));
    }

    private static Ruling Retry(ReviewTask task, TaskCommand.Retry command)
    {
        if (task.Subject.User == command.By.User)
            return Refuse(Refusal.OwnAccess);
        if (command.By.Roles.HasFlag(Roles.Auditor))
            return Refuse(Refusal.ReadOnlyRole);
        if (!KindRules.IsFailure(task.Kind, task.Outcome))
            return Refuse(Refusal.NotRetryable);
        if (!MayAct(task, command, TaskAction.Retry))
            return Refuse(Refusal.NotAllowed);
        if (IsPending(task, command))
            return Refuse(Refusal.UndoPending);
        if (task.RetriedBy is not null)
            return Refuse(Refusal.AlreadyRetried);
        if (NothingLeft(task, command) is { } cause)
            return Refuse(Refusals.Of(cause));

        var reason = PlainText.Clean(command.Reason);
        if (PlainText.IsTooLong(reason))
            return Refuse(Refusal.TextTooLong);
        return Accept(new Retried(TaskId.Derive(task.Id.Value, "retry"), reason) { At = command.At, By = command.By });
    }

    private static bool IsCancelledAlready(ReviewTask task, TaskCommand.Cancel command) =>
        task.Outcome == Outcome.Cancelled && MayAct(task with { State = ReviewState.Open }, command, TaskAction.Cancel);
}
