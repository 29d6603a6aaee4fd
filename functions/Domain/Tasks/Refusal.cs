namespace AccessReview.Domain.Tasks;

/// <summary>Why a command was refused: one value a reason that a person can be told.</summary>
public enum Refusal
{
    AlreadyDecided,
    TaskClosed,
    OwnAccess,
    ReadOnlyRole,
    NotAssignee,
    NotAllowed,
    StaleStep,
    StaleGeneration,
    WrongDecision,
    ReasonRequired,
    TextTooLong,
    CommentEmpty,
    ReassignNotAllowed,
    TargetNotAllowed,
    TargetNotEligible,
    AlreadyAssigned,
    ReminderTooSoon,
    NotDue,
    NotRetryable,
    AlreadyRetried,
}
