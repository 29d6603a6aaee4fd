using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Tasks;

/// <summary>What a mail says.</summary>
public enum NotificationKind
{
    /// <summary>You have a task.</summary>
    Assigned,
    Reminder,

    /// <summary>The last warning before the task closes, by another channel where there is one.</summary>
    SecondChannel,

    /// <summary>You have a task because somebody else did not answer.</summary>
    Escalated,

    /// <summary>To whoever asked: how it ended.</summary>
    Outcome,

    /// <summary>To the app's owners: a change of access failed.</summary>
    Failed,

    /// <summary>You may decide a task for somebody who is out of office. One mail lists them all, so this one is for chat alone.</summary>
    Delegated,

    /// <summary>To the administrators: nobody may decide the task.</summary>
    Unassigned,

    /// <summary>Somebody has commented on the task.</summary>
    Commented,
}

public enum GrantChange
{
    Record,
    Certify,
    End,
    MarkStillThere,
}

/// <summary>What an event leaves to be done. Doing it twice is doing it once: each carries what its identity derives from.</summary>
public abstract record Effect
{
    private Effect()
    {
    }

    /// <param name="Kind">What to say.</param>
    /// <param name="To">Whom to tell.</param>
    /// <param name="Generation">The assignees' generation that it was meant for; told about a later one, nobody is told.</param>
    public sealed record Notification(NotificationKind Kind, UserId To, int Generation) : Effect;

    public sealed record FollowUp(TaskId Id, TaskKind Kind, UserId? RequestedBy, string? Reason) : Effect;

    public sealed record ChangeGrant(GrantChange Change, UserId? By) : Effect;
}
