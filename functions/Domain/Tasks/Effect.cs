using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Tasks;

/// <summary>What a notification says.</summary>
public enum NotificationKind
{
    /// <summary>You have a new task.</summary>
    Assigned,
    Reminder,

    /// <summary>The last reminder before the task closes, by a second channel if there is one.</summary>
    SecondChannel,

    /// <summary>You have a task because its assignee did not answer in time.</summary>
    Escalated,

    /// <summary>To the requester: how the task ended.</summary>
    Outcome,

    /// <summary>To the app owners: a change of access failed.</summary>
    Failed,

    /// <summary>
    /// You may decide a task for a user who is out of office. Sent only to chat: for mail, one mail lists all such tasks.
    /// </summary>
    Delegated,

    /// <summary>To the administrators: the task has no eligible assignee.</summary>
    Unassigned,

    /// <summary>A new comment on the task.</summary>
    Commented,

    /// <summary>To the requester: an assignee needs information.</summary>
    Question,

    /// <summary>To the asker and the assignees: the question was answered.</summary>
    Answer,

    /// <summary>To the asker and the assignees: the question was not answered in time.</summary>
    Unanswered,

    /// <summary>To the person whose access it is: it will be removed, and they can contest that.</summary>
    RemovalPlanned,

    /// <summary>To who decides about it: the person contested the removal.</summary>
    RemovalContested,

    /// <summary>To the person whose access it is: the removal was taken back, or what they wrote was decided.</summary>
    RemovalJudged,
}

public enum GrantChange
{
    Record,
    Certify,
    End,
    MarkStillThere,
}

/// <summary>
/// What follows from an event. Applying an effect twice has the same result as once, because each has a key derived from its
/// data.
/// </summary>
public abstract record Effect
{
    private Effect()
    {
    }

    /// <param name="Kind">What the notification says.</param>
    /// <param name="To">The user to notify.</param>
    /// <param name="Generation">The generation of assignees that it is for. It is not sent if the task has a later one.</param>
    public sealed record Notification(NotificationKind Kind, UserId To, int Generation) : Effect;

    public sealed record FollowUp(TaskId Id, TaskKind Kind, UserId? RequestedBy, string? Reason) : Effect;

    public sealed record ChangeGrant(GrantChange Change, UserId? By) : Effect;
}
