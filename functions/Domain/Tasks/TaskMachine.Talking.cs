using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Text;
using static AccessReview.Domain.Tasks.TaskEvent;

namespace AccessReview.Domain.Tasks;

public static partial class TaskMachine
{
    private static Ruling Comment(ReviewTask task, TaskCommand.Comment command)
    {
        if (!task.IsOpen)
            return Refuse(Refusal.TaskClosed);
        if (command.By.Roles.HasFlag(Roles.Auditor))
            return Refuse(Refusal.ReadOnlyRole);
        if (!MayAct(task, command, TaskAction.Comment))
            return Refuse(Refusal.NotAllowed);
        if (IsPending(task, command))
            return Refuse(Refusal.UndoPending);
        if (PlainText.Clean(command.Text) is not { } text)
            return Refuse(Refusal.CommentEmpty);
        if (PlainText.IsTooLong(text))
            return Refuse(Refusal.TextTooLong);
        return Accept(new Commented(text) { At = command.At, By = command.By });
    }

    private static Ruling Remind(ReviewTask task, TaskCommand.Remind command)
    {
        if (!task.IsOpen)
            return Refuse(Refusal.TaskClosed);
        if (command.By.Roles.HasFlag(Roles.Auditor))
            return Refuse(Refusal.ReadOnlyRole);
        if (!MayAct(task, command, TaskAction.Remind))
            return Refuse(Refusal.NotAllowed);
        if (IsPending(task, command))
            return Refuse(Refusal.UndoPending);
        if (NothingLeft(task, command) is { } cause)
            return Refuse(Refusals.Of(cause));
        if (!CanBeReminded(task, command.Facts))
            return Refuse(Refusal.NobodyToRemind);
        if (IsReminderTooSoon(task, command.At))
            return Refuse(Refusal.ReminderTooSoon);
        return Accept(new Reminded(null) { At = command.At, By = command.By });
    }

    /// <summary>Inactive users get no reminder.</summary>
    private static bool CanBeReminded(ReviewTask task, DirectoryFacts facts) => task.WaitsFor.Any(person => facts.Find(person) is { IsActive: true });

    private static bool IsReminderTooSoon(ReviewTask task, DateTimeOffset now) => task.LastRemindedAt is { } last && now - last < ReminderPause;
}
