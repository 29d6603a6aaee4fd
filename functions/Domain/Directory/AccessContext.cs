namespace AccessReview.Domain.Directory;

/// <summary>
/// What the organization knew of an access at one moment. The decider sees it and the decision stores it.
/// It never changes, even if the directory does.
/// </summary>
public sealed record AccessContext
{
    /// <summary>At most this many holders are counted. Beyond it, the count is only a lower bound.</summary>
    public const int MaxHolders = 1000;

    public required DateTimeOffset At { get; init; }

    /// <summary>The subject's grant, current or ended; null: the subject never held the access.</summary>
    public Grant? Grant { get; init; }

    /// <summary>How many other users held it, at most <see cref="MaxHolders"/>.</summary>
    public required int Others { get; init; }

    /// <summary>
    /// How many of them have the subject's manager; null: the subject has no manager, or there are too many others to count.
    /// </summary>
    public int? OthersOfManager { get; init; }

    /// <summary>When any user's grant of the entitlement was last certified; null: never, or unknown.</summary>
    public DateTimeOffset? LastReviewedAt { get; init; }

    /// <summary>What the access permits, as the directory describes it; null: no description, or not recorded.</summary>
    public string? Permits { get; init; }

    /// <summary>The subject has left the organization; null: not recorded.</summary>
    public bool? HasLeft { get; init; }

    /// <summary>The app reports usage of this access: it did so for at least one holder; null: not recorded.</summary>
    public bool? IsUsageKnown { get; init; }

    /// <summary>There are more other holders than were counted.</summary>
    public bool HasMoreOthers => Others >= MaxHolders;

    /// <summary>The grant began after the entitlement's last review; null: it was never reviewed, or the access is not held.</summary>
    public bool? IsNewSinceReview => Grant is { IsHeld: true } grant && LastReviewedAt is { } reviewed ? grant.Since > reviewed : null;
}
