namespace AccessReview.Domain.Tasks;

/// <summary>The question that a task asks.</summary>
public enum TaskKind
{
    /// <summary>Keep this access?</summary>
    Certification,

    /// <summary>Grant it?</summary>
    Approval,

    /// <summary>Has it been granted?</summary>
    Provisioning,

    /// <summary>Take it away?</summary>
    Revocation,

    /// <summary>Has it been taken away?</summary>
    Deprovisioning,
}

/// <summary>The verb that an assignee gives a task.</summary>
public enum Decision
{
    Certify,
    Remove,
    Approve,
    Deny,
    Complete,
    Error,
    Confirm,
    Decline,
}

/// <summary>How a task ended.</summary>
public enum Outcome
{
    Certified,
    Removed,
    Approved,
    Denied,
    Completed,
    Errored,
    Confirmed,
    Declined,

    /// <summary>Nobody answered: nothing changes.</summary>
    NoResponse,
    Cancelled,

    /// <summary>Nothing was left to decide: nobody decided, and nothing changes.</summary>
    Obsolete,
}

public enum ReviewState
{
    Open,
    Closed,
}
