namespace AccessReview.Domain.Campaigns;

/// <summary>The state of a campaign.</summary>
public enum CampaignState
{
    /// <summary>It can be previewed. Nothing is written about its population.</summary>
    Draft,

    /// <summary>Its population is being recorded.</summary>
    Freezing,

    /// <summary>Its population is recorded. Nobody is notified yet.</summary>
    Frozen,

    /// <summary>Its tasks are being opened.</summary>
    Opening,

    /// <summary>Reviewers decide.</summary>
    Open,

    /// <summary>Tasks that are still open end, and the rule for missing answers is evaluated.</summary>
    Closing,

    /// <summary>A second person must confirm what the rule for missing answers would remove.</summary>
    Guard,

    /// <summary>The rule for missing answers is applied.</summary>
    Applying,

    /// <summary>Reviewers have decided. Removals can still be open.</summary>
    Closed,

    /// <summary>Every removal has ended.</summary>
    Remediated,

    /// <summary>Its tasks are being cancelled.</summary>
    Cancelling,
    Cancelled,
}

/// <summary>What happens to an access that nobody decided.</summary>
public enum NoResponseRule
{
    Keep,
    Remove,

    /// <summary>It is removed if the person has left or does not use it; otherwise it stays.</summary>
    FollowFacts,
}

/// <summary>The progress of one item.</summary>
public enum ItemState
{
    /// <summary>Recorded; its task is not opened yet.</summary>
    Frozen,

    /// <summary>Its task is open.</summary>
    Open,

    /// <summary>Its task ended without an answer. The rule for missing answers will be applied.</summary>
    Silent,

    /// <summary>It has an outcome.</summary>
    Done,
}

/// <summary>How an item ended.</summary>
public enum ItemOutcome
{
    Certified,

    /// <summary>Certified although the access should not stay, with an end date and a compensating control.</summary>
    CertifiedWithException,
    Removed,

    /// <summary>Nobody answered, and the access stays by the rule.</summary>
    KeptBySilence,

    /// <summary>Nobody answered, and the access is removed by the rule.</summary>
    RemovedBySilence,

    /// <summary>The person no longer had the access before anybody decided.</summary>
    AlreadyRemoved,

    /// <summary>Another task about the same access was open when the campaign opened its tasks.</summary>
    ReviewedElsewhere,

    /// <summary>Its removal was decided, and taken back before it started.</summary>
    RemovalTakenBack,

    /// <summary>The person contested the removal, and the access stays.</summary>
    RemovalContested,
    Cancelled,
}

public static class CampaignStates
{
    /// <summary>Returns whether an orchestration works on the campaign or waits for its due date.</summary>
    public static bool IsAtWork(CampaignState state) => state switch
    {
        CampaignState.Freezing or CampaignState.Opening or CampaignState.Open or CampaignState.Closing or CampaignState.Applying or CampaignState.Cancelling => true,
        CampaignState.Draft or CampaignState.Frozen or CampaignState.Guard or CampaignState.Closed or CampaignState.Remediated or CampaignState.Cancelled => false,
    };

    /// <summary>Returns whether no review of the campaign can change any more.</summary>
    public static bool IsOver(CampaignState state) => state is CampaignState.Closed or CampaignState.Remediated or CampaignState.Cancelled;
}
