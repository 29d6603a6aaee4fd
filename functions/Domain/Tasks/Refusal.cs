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
    NobodyToRemind,
    NotDue,
    NotRetryable,
    AlreadyRetried,

    /// <summary>What can do much harm is decided by whoever has signed in in the browser.</summary>
    DecideInBrowser,

    SubjectInactive,
    EndPassed,
    AlreadyHeld,
    NotHeld,
    EntitlementGone,
    EndMoved,
}

public static class Refusals
{
    /// <summary>How a command is refused for which nothing is left to decide.</summary>
    public static Refusal Of(ObsoleteCause cause) => cause switch
    {
        ObsoleteCause.SubjectInactive => Refusal.SubjectInactive,
        ObsoleteCause.EndPassed => Refusal.EndPassed,
        ObsoleteCause.AlreadyHeld => Refusal.AlreadyHeld,
        ObsoleteCause.NotHeld => Refusal.NotHeld,
        ObsoleteCause.EntitlementGone => Refusal.EntitlementGone,
        ObsoleteCause.EndMoved => Refusal.EndMoved,
    };

    /// <summary>Was it refused because the directory of today says otherwise than the task?</summary>
    public static bool IsOfSubject(Refusal why) =>
        why is Refusal.SubjectInactive or Refusal.EndPassed or Refusal.AlreadyHeld or Refusal.NotHeld or Refusal.EntitlementGone or Refusal.EndMoved;
}
