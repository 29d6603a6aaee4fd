namespace AccessReview.Domain.Tasks;

/// <summary>The question of a task.</summary>
public enum TaskKind
{
    /// <summary>May the user keep this access?</summary>
    Certification,

    /// <summary>Shall the access be granted?</summary>
    Approval,

    /// <summary>Has the access been granted?</summary>
    Provisioning,

    /// <summary>Shall the access be removed?</summary>
    Revocation,

    /// <summary>Has the access been removed?</summary>
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

    /// <summary>Nobody answered, and no decision was made.</summary>
    NoResponse,
    Cancelled,

    /// <summary>Nothing was left to decide. Nobody decided, and nothing changes.</summary>
    Obsolete,
}

public enum ReviewState
{
    Open,
    Closed,
}
