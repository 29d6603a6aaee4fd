namespace AccessReview.Domain.Campaigns;

/// <summary>Why a command on a campaign was refused.</summary>
public enum CampaignRefusal
{
    NameMissing,
    TextTooLong,

    /// <summary>The rule names nobody, or is none that a campaign can have.</summary>
    ReviewersMissing,

    /// <summary>More than three stages of reviewers.</summary>
    TooManyStages,

    /// <summary>The shares of the stages do not make the whole time.</summary>
    SharesOutOfRange,

    /// <summary>Several stages, although decisions can be changed until the sign-off.</summary>
    StagesNeedDecisionsAtOnce,
    GuardOutOfRange,
    DaysOutOfRange,

    /// <summary>The cooling-off time or the working days of removals are outside their limits.</summary>
    RemovalsOutOfRange,

    /// <summary>A number of days of the reminders, or their number, is out of range.</summary>
    RemindersOutOfRange,

    /// <summary>A reason is required for a decision that a certification does not have.</summary>
    WrongDecision,

    /// <summary>The due date is not in the future.</summary>
    DuePassed,

    /// <summary>The new due date is not later than the current one.</summary>
    DueNotLater,

    /// <summary>The owner may not run campaigns.</summary>
    OwnerNotAllowed,
    ReasonRequired,

    /// <summary>The scope contains no access.</summary>
    NoItems,

    /// <summary>The scope contains more access than a campaign can have items.</summary>
    TooManyItems,

    /// <summary>The data of an app is too old, and the plan allows no old data.</summary>
    StaleData,

    /// <summary>The data of an app is too old, and nobody has accepted it with a reason.</summary>
    StaleDataNotAccepted,

    /// <summary>Nobody can review any item.</summary>
    NoReviewers,

    /// <summary>Another person than the owner and the one who closed the campaign confirms its guard.</summary>
    SecondPersonRequired,

    /// <summary>Decisions of this campaign take effect at once, so there is nothing to sign off.</summary>
    NoSignOff,

    /// <summary>A sign-off needs a statement.</summary>
    StatementMissing,

    /// <summary>The reviewer has not decided all items.</summary>
    UndecidedItems,

    /// <summary>The reviewer made no decision since the last sign-off.</summary>
    NothingToSignOff,

    /// <summary>The decisions have changed since the reviewer saw their list.</summary>
    ListChanged,

    /// <summary>The campaign is already signed off.</summary>
    AlreadySignedOff,

    /// <summary>The role reads everything and changes nothing.</summary>
    ReadOnlyRole,
    NotAllowed,

    /// <summary>The campaign's state does not allow it.</summary>
    WrongState,
}
