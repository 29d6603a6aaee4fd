using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Notifications;

/// <summary>Why a notification is not sent.</summary>
public enum SkipReason
{
    RecipientUnknown,
    RecipientInactive,
    TaskClosed,

    /// <summary>It says how the task ended, but the task is open.</summary>
    TaskOpen,

    /// <summary>The task has other assignees by now, and a newer notification is about them.</summary>
    GenerationPassed,
    NotAssignee,
    AssignedMeanwhile,
    NothingLeft,

    /// <summary>The question was answered, timed out, or ended with a decision or reassignment.</summary>
    QuestionEnded,

    /// <summary>The removal has started or ended, or is not contested any more.</summary>
    RemovalEnded,
}

/// <summary>Which notifications to skip. They are checked right before sending, because the task may have changed.</summary>
public static class SkipRules
{
    /// <summary>Returns why the notification is skipped; null: it is sent.</summary>
    /// <param name="kind">What it says.</param>
    /// <param name="generation">The generation of assignees that it is for.</param>
    /// <param name="to">Whom it is for.</param>
    /// <param name="task">The task as it is now.</param>
    /// <param name="recipient">The recipient as they are now; null: no longer in the directory.</param>
    /// <param name="isNothingLeft">Nothing is left to decide.</param>
    public static SkipReason? Judge(NotificationKind kind, int generation, UserId to, ReviewTask task, User? recipient, bool isNothingLeft)
    {
        if (recipient is null)
            return SkipReason.RecipientUnknown;
        if (!recipient.IsActive)
            return SkipReason.RecipientInactive;
        // A comment is sent even if nothing is left to decide.
        return JudgeTask(kind, generation, to, task) ?? (isNothingLeft && kind != NotificationKind.Commented ? SkipReason.NothingLeft : null);
    }

    private static SkipReason? JudgeTask(NotificationKind kind, int generation, UserId to, ReviewTask task) => kind switch
    {
        NotificationKind.Assigned or NotificationKind.Reminder or NotificationKind.SecondChannel or NotificationKind.Escalated or NotificationKind.Delegated =>
            JudgeRequest(generation, to, task),
        // These are about the end of a task, which does not change.
        NotificationKind.Outcome or NotificationKind.Failed => task.IsOpen ? SkipReason.TaskOpen : null,
        NotificationKind.Unassigned => !task.IsOpen ? SkipReason.TaskClosed : task.Assignees.Count > 0 ? SkipReason.AssignedMeanwhile : null,
        // A comment stays valid. Whether the recipient may still read it is checked when it is read.
        NotificationKind.Commented => null,
        NotificationKind.RemovalPlanned => task.Removal is { IsWaiting: true } ? null : SkipReason.RemovalEnded,
        NotificationKind.RemovalContested => task.Removal is { IsContested: true } ? null : SkipReason.RemovalEnded,
        NotificationKind.RemovalJudged => task.Removal is null ? SkipReason.RemovalEnded : null,
        NotificationKind.Question => !task.IsOpen ? SkipReason.TaskClosed : task.Question is null ? SkipReason.QuestionEnded : null,
        NotificationKind.Answer or NotificationKind.Unanswered => task.IsOpen ? null : SkipReason.TaskClosed,
    };

    private static SkipReason? JudgeRequest(int generation, UserId to, ReviewTask task)
    {
        if (!task.IsOpen)
            return SkipReason.TaskClosed;
        if (task.Generation != generation)
            return SkipReason.GenerationPassed;
        return task.WaitsFor.Contains(to) ? null : SkipReason.NotAssignee;
    }
}
