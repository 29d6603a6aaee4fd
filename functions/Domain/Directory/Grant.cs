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

    /// <summary>Its removal was confirmed and then failed: the access is still there.</summary>
    StillThere,
    Ended,
}

/// <summary>A user holds an entitlement. At most one grant a pair of user and entitlement is not ended.</summary>
public sealed record Grant
{
    public required UserId UserId { get; init; }

    public required EntitlementId EntitlementId { get; init; }

    public required AppId AppId { get; init; }

    public AccountId? AccountId { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>When it is to end; null: open end.</summary>
    public DateTimeOffset? Until { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    public GrantOrigin Origin { get; init; }

    /// <summary>The task that made it, or the grant that it is inherited through.</summary>
    public string? Through { get; init; }

    public GrantState State { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public DateTimeOffset? LastCertifiedAt { get; init; }

    public UserId? LastCertifiedBy { get; init; }

    /// <summary>Is the access there, wanted or not?</summary>
    public bool IsHeld => State is GrantState.Active or GrantState.StillThere;
}
