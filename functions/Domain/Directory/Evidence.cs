namespace AccessReview.Domain.Directory;

/// <summary>A fact about an access that a decider should not overlook.</summary>
public enum EvidenceHint
{
    /// <summary>The person has left the organization.</summary>
    HasLeft,

    /// <summary>The app reports usage, but none of this person.</summary>
    NeverUsed,

    /// <summary>The last use is longer ago than <see cref="Evidence.UnusedAfter"/>.</summary>
    NotUsedLately,

    /// <summary>Nobody else with the person's manager has the access.</summary>
    NobodyElseInTeam,

    /// <summary>Nobody has certified this person's access yet.</summary>
    NeverReviewed,
}

/// <summary>
/// What a decider must see beside every decision, in brief. Pages, lists, mails and messages take their text and hints from it.
/// </summary>
public sealed record Evidence
{
    /// <summary>After this time without use, the access may no longer be needed.</summary>
    public static readonly TimeSpan UnusedAfter = TimeSpan.FromDays(90);

    /// <summary>Since when the person has the access; null: they do not have it.</summary>
    public DateTimeOffset? HeldSince { get; init; }

    /// <summary>When the person last used it; null: never, or unknown.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The app reports usage of this access, so a missing last use means that there was none; null: not recorded.</summary>
    public bool? IsUsageKnown { get; init; }

    /// <summary>When this person's access was last certified; null: never.</summary>
    public DateTimeOffset? LastCertifiedAt { get; init; }

    /// <summary>The person has left the organization; null: not recorded.</summary>
    public bool? HasLeft { get; init; }

    /// <summary>How many other users have the access, at most <see cref="AccessContext.MaxHolders"/>.</summary>
    public int Others { get; init; }

    /// <summary>How many of them have the person's manager; null: unknown.</summary>
    public int? OthersOfManager { get; init; }

    public static Evidence Of(AccessContext access)
    {
        ArgumentNullException.ThrowIfNull(access);
        var evidence = new Evidence
        {
            IsUsageKnown = access.IsUsageKnown,
            HasLeft = access.HasLeft,
            Others = access.Others,
            OthersOfManager = access.OthersOfManager,
        };
        return access.Grant is { IsHeld: true } held
            ? evidence with { HeldSince = held.Since, LastUsedAt = held.LastUsedAt, LastCertifiedAt = held.LastCertifiedAt }
            : evidence;
    }

    /// <summary>The hints at <paramref name="now"/>, the most important first. What is unknown gives no hint.</summary>
    public IReadOnlyList<EvidenceHint> HintsAt(DateTimeOffset now) => [.. Enum.GetValues<EvidenceHint>().Where(hint => Applies(hint, now))];

    private bool Applies(EvidenceHint hint, DateTimeOffset now) => hint switch
    {
        EvidenceHint.HasLeft => HasLeft == true,
        EvidenceHint.NeverUsed => this is { HeldSince: not null, LastUsedAt: null, IsUsageKnown: true },
        EvidenceHint.NotUsedLately => LastUsedAt <= now - UnusedAfter,
        EvidenceHint.NobodyElseInTeam => OthersOfManager == 0,
        EvidenceHint.NeverReviewed => this is { HeldSince: not null, LastCertifiedAt: null },
    };
}
