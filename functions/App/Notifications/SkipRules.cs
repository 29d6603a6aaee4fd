using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <summary>Whom not to tell any more: asked right before sending, because much may have happened since.</summary>
public static class SkipRules
{
    /// <summary>Why nothing is sent, or null.</summary>
    public static string? Judge(Notice notice, ReviewTask task, User? recipient) => notice.Kind switch
    {
        _ when recipient is null => "recipient_unknown",
        _ when !recipient.IsActive => "recipient_inactive",
        NotificationKind.Assigned or NotificationKind.Reminder or NotificationKind.SecondChannel or NotificationKind.Escalated or NotificationKind.Delegated => JudgeAsking(notice, task),
        // These tell of an end, and an end stays.
        NotificationKind.Outcome or NotificationKind.Failed => task.IsOpen ? "task_open" : null,
        NotificationKind.Unassigned => !task.IsOpen ? "task_closed" : task.Assignees.Count > 0 ? "assigned_meanwhile" : null,
        // A comment stays true; whether its reader may still see it is asked where it is read.
        NotificationKind.Commented => null,
        _ => null,
    };

    /// <summary>The same, and whether anything is left to ask about.</summary>
    public static string? Judge(TaskMailModel matter)
    {
        ArgumentNullException.ThrowIfNull(matter);
        // What somebody said is worth reading whether or not there is anything left to decide.
        var isOver = matter.NothingLeft is not null && matter.Notice.Kind != NotificationKind.Commented;
        return Judge(matter.Notice, matter.Task, matter.Recipient) ?? (isOver ? "nothing_left" : null);
    }

    private static string? JudgeAsking(Notice notice, ReviewTask task)
    {
        if (!task.IsOpen)
            return "task_closed";
        if (task.Generation != notice.Generation)
            return "generation_passed";
        return task.WaitsFor.Contains(notice.To) ? null : "not_assignee";
    }
}
