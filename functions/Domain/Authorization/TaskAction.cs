namespace AccessReview.Domain.Authorization;

/// <summary>What somebody may want to do with a task.</summary>
public enum TaskAction
{
    Read,
    Decide,
    Comment,
    Reassign,
    Remind,
    Cancel,
    Retry,
}
