using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <summary>Which notifications to skip. They are checked right before sending, because the task may have changed.</summary>
public static class SkipRules
{
    /// <summary>The reason if the recipient wants no notification by this channel.</summary>
    public const string TurnedOff = "turned_off";

    /// <summary>Returns why the notification is skipped; null: it is sent.</summary>
    public static string? Judge(Notice notice, ReviewTask task, User? recipient) => notice.Kind switch
    {
        _ when recipient is null => "recipient_unknown",
        _ when !recipient.IsActive => "recipient_inactive",
        NotificationKind.Assigned or NotificationKind.Reminder or NotificationKind.SecondChannel or NotificationKind.Escalated or NotificationKind.Delegated => JudgeAsking(notice, task),
        // These are about the end of a task, which does not change.
        NotificationKind.Outcome or NotificationKind.Failed => task.IsOpen ? "task_open" : null,
        NotificationKind.Unassigned => !task.IsOpen ? "task_closed" : task.Assignees.Count > 0 ? "assigned_meanwhile" : null,
        // A comment stays valid. Whether the recipient may still read it is checked when it is read.
        NotificationKind.Commented => null,
        _ => null,
    };

    /// <summary>The same check, and whether anything is left to decide.</summary>
    public static string? Judge(TaskMailModel matter)
    {
        ArgumentNullException.ThrowIfNull(matter);
        // A comment is sent even if nothing is left to decide.
        var isOver = matter.NothingLeft is not null && matter.Notice.Kind != NotificationKind.Commented;
        return Judge(matter.Notice, matter.Task, matter.Recipient) ?? (isOver ? "nothing_left" : null);
    }

    /// <summary>
    /// Returns whether a skipped notification's channel was not used for its recipient, so that it can replace another one. The reasons
    /// of a channel that does not reach the recipient begin with "not_in_" or "before_".
    /// </summary>
    public static bool WasNotUsed(string? reason) => reason is not null
        && (reason == TurnedOff || reason.StartsWith("not_in_", StringComparison.Ordinal) || reason.StartsWith("before_", StringComparison.Ordinal));

    private static string? JudgeAsking(Notice notice, ReviewTask task)
    {
        if (!task.IsOpen)
            return "task_closed";
        if (task.Generation != notice.Generation)
            return "generation_passed";
        return task.WaitsFor.Contains(notice.To) ? null : "not_assignee";
    }
}
