namespace AccessReview.Domain.Tasks;

/// <summary>Why a command was refused. Each value is a reason that the user can be shown.</summary>
public enum Refusal
{
    AlreadyDecided,
    TaskClosed,
    OwnAccess,

    /// <summary>Another person than the one who recommended the removal confirms it.</summary>
    OwnRecommendation,

    /// <summary>The person decided an earlier stage of the same review.</summary>
    DecidedEarlierStage,
    ReadOnlyRole,
    NotAssignee,
    NotAllowed,
    StaleStep,
    StaleGeneration,

    /// <summary>What the decider relied on has changed since they looked.</summary>
    AccessChanged,
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

    /// <summary>High and critical risks need a decision in the browser, after sign-in.</summary>
    DecideInBrowser,

    /// <summary>The campaign has high and critical risks decided one at a time, not in bulk.</summary>
    OneAtATime,

    /// <summary>The last decision can still be undone. Until then nobody can continue the task.</summary>
    UndoPending,

    /// <summary>There is no decision to undo, or it took effect at once.</summary>
    NothingToUndo,

    /// <summary>The decision has taken effect.</summary>
    UndoTooLate,

    /// <summary>The task changed after the decision.</summary>
    UndoOvertaken,

    /// <summary>Another person made the decision.</summary>
    NotDecider,

    SubjectInactive,
    EndPassed,
    AlreadyHeld,
    NotHeld,
    EntitlementGone,
    EndMoved,

    /// <summary>The task follows from no request, or its requester has left.</summary>
    NobodyToAsk,

    /// <summary>Another question is open.</summary>
    QuestionOpen,

    /// <summary>The step had its maximum of questions. Otherwise the ladder could be paused forever.</summary>
    TooManyQuestions,
    QuestionEmpty,
    AnswerEmpty,

    /// <summary>Only a certification can have an end date: after now, and at most 366 days from now.</summary>
    EndOutOfRange,

    /// <summary>Only unchanged access of low or medium risk is certified in one step, and only where the campaign's plan allows it.</summary>
    NotUnchanged,

    /// <summary>An exception needs a reason, an end date and a compensating control.</summary>
    ExceptionIncomplete,

    /// <summary>The exception waits for an approval. Until then nobody continues the task.</summary>
    ExceptionPending,

    /// <summary>No exception waits for an approval.</summary>
    NoException,

    /// <summary>Another person than the one who decided approves the exception.</summary>
    OwnException,

    /// <summary>No question is open: it was answered, timed out, or the task was decided or reassigned.</summary>
    NoQuestion,

    /// <summary>No removal waits: there is none, or it has ended.</summary>
    NoWaitingRemoval,

    /// <summary>The removal has started.</summary>
    RemovalStarted,

    /// <summary>A removal is contested once.</summary>
    AlreadyContested,

    /// <summary>The removal is not contested, or that is decided.</summary>
    NotContested,
}

public static class Refusals
{
    /// <summary>The refusal of a command when nothing is left to decide.</summary>
    public static Refusal Of(ObsoleteCause cause) => cause switch
    {
        ObsoleteCause.SubjectInactive => Refusal.SubjectInactive,
        ObsoleteCause.EndPassed => Refusal.EndPassed,
        ObsoleteCause.AlreadyHeld => Refusal.AlreadyHeld,
        ObsoleteCause.NotHeld => Refusal.NotHeld,
        ObsoleteCause.EntitlementGone => Refusal.EntitlementGone,
        ObsoleteCause.EndMoved => Refusal.EndMoved,
    };

    /// <summary>Returns whether the refusal comes from a change of the directory since the task was opened.</summary>
    public static bool IsOfSubject(Refusal why) =>
        why is Refusal.SubjectInactive or Refusal.EndPassed or Refusal.AlreadyHeld or Refusal.NotHeld or Refusal.EntitlementGone or Refusal.EndMoved;
}
