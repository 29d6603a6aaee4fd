namespace AccessReview.Domain.Directory;

/// <summary>How a grant came to be.</summary>
public enum GrantOrigin
{
    Import,
    Task,
    Inherited,
}

public enum GrantState
{
    Active,

    /// <summary>Its removal was confirmed but failed: the user still has the access.</summary>
    StillThere,
    Ended,
}

/// <summary>How a grant ended, if no task ended it.</summary>
public enum GrantEnd
{
    /// <summary>It was not in an import that has all access of its app.</summary>
    RemovedOutside,
}

/// <summary>
/// A user holds an entitlement. A user has at most one grant of an entitlement for each of their accounts at the app;
/// without accounts, at most one.
/// </summary>
public sealed record Grant
{
    public required UserId UserId { get; init; }

    public required EntitlementId EntitlementId { get; init; }

    public required AppId AppId { get; init; }

    public AccountId? AccountId { get; init; }

    /// <summary>The user has another grant of the entitlement, with another account. What is about this one names its account.</summary>
    public bool IsAdditional { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>When the grant ends; null: no end date.</summary>
    public DateTimeOffset? Until { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    public GrantOrigin Origin { get; init; }

    /// <summary>The task that created the grant, or the grant that it is inherited from.</summary>
    public string? Through { get; init; }

    public GrantState State { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Null: it has not ended, or a task ended it.</summary>
    public GrantEnd? End { get; init; }

    public DateTimeOffset? LastCertifiedAt { get; init; }

    public UserId? LastCertifiedBy { get; init; }

    /// <summary>Until when the last certification is valid; null: until the next review.</summary>
    public DateTimeOffset? CertifiedUntil { get; init; }

    /// <summary>What was known when it was last certified; null: never certified, or not recorded, as by earlier builds.</summary>
    public CertifiedFacts? Certified { get; init; }

    /// <summary>The last certification was an exception; null: it was none.</summary>
    public ExceptionRecord? Exception { get; init; }

    /// <summary>It is never removed because nobody answered, for example access for emergencies.</summary>
    public bool IsProtected { get; init; }

    /// <summary>Returns whether the user has the access, including access that should have been removed.</summary>
    public bool IsHeld => State is GrantState.Active or GrantState.StillThere;
}
