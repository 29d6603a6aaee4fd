namespace AccessReview.Domain.Directory;

/// <summary>
/// What the organization knew of an access at one moment: what a decider is shown, and what a decision keeps. Never changes
/// afterwards, whatever happens to the directory.
/// </summary>
public sealed record AccessContext
{
    /// <summary>Holders are looked at one by one up to this many; of what more people hold, it is only known that it is more.</summary>
    public const int MaxHolders = 1000;

    public required DateTimeOffset At { get; init; }

    /// <summary>The access as the subject held it; null: never held.</summary>
    public Grant? Grant { get; init; }

    /// <summary>Who else held it, at most <see cref="MaxHolders"/>.</summary>
    public required int Others { get; init; }

    /// <summary>Those among them with the subject's manager; null: the subject has none, or there were too many others to tell.</summary>
    public int? OthersOfManager { get; init; }

    /// <summary>When anybody's holding of the entitlement was last certified; null: never, as far as is known.</summary>
    public DateTimeOffset? LastReviewedAt { get; init; }

    /// <summary>There are more others than were looked at.</summary>
    public bool HasMoreOthers => Others >= MaxHolders;

    /// <summary>Came after the last time that anybody reviewed the entitlement; null: nobody ever has, or the access is not held.</summary>
    public bool? IsNewSinceReview => Grant is { IsHeld: true } grant && LastReviewedAt is { } reviewed ? grant.Since > reviewed : null;
}
