namespace AccessReview.Domain.Authorization;

/// <summary>An action on a task.</summary>
public enum TaskAction
{
    Read,
    Decide,
    Comment,
    Reassign,
    Remind,
    Cancel,
    Retry,

    /// <summary>Undo the last decision, before it takes effect.</summary>
    Undo,
    /// <summary>Ask the requester for information.</summary>
    Ask,

    /// <summary>Answer the open question.</summary>
    Answer,

    /// <summary>Approve or deny the pending exception, as a second person.</summary>
    JudgeException,
}
