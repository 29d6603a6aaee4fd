using static AccessReview.Domain.Tasks.TaskEvent;

namespace AccessReview.Domain.Tasks;

public static partial class TaskMachine
{
    /// <summary>
    /// A staged decision takes effect, although nobody signed it off. A decision that can still be undone has closed the task, so the
    /// campaign waits until it takes effect.
    /// </summary>
    private static Ruling EndReview(ReviewTask task, TaskCommand.EndReview command)
    {
        if (WhyNotOfCampaign(task, command) is { } why)
            return Refuse(why);
        if (NothingLeft(task, command) is { } cause)
            return Accept(Close(task.Kind, cause, command));
        return command.IsCancelled
            ? Accept(new Cancelled(null) { At = command.At, By = command.By }, Close(command, Outcome.Cancelled))
            : Accept(SettleUnsigned(task, command) ?? [Close(command, StageRules.WithoutAnswer(task))]);
    }

    /// <summary>A task that is due at that time or later stays as it is.</summary>
    private static Ruling MoveDue(ReviewTask task, TaskCommand.MoveDue command)
    {
        if (WhyNotOfCampaign(task, command) is { } why)
            return Refuse(why);
        return command.Due <= (task.Campaign?.Due ?? task.DueAt) ? Accept() : Accept(new DueMoved(command.Due) { At = command.At, By = command.By });
    }

    private static Refusal? WhyNotOfCampaign(ReviewTask task, TaskCommand command)
    {
        if (!task.IsOpen)
            return Refusal.TaskClosed;
        if (task.Campaign is null || command.By.User is not null)
            return Refusal.NotAllowed;
        return IsPending(task, command) ? Refusal.UndoPending : null;
    }
}
