using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Tasks;

/// <summary>Whether an access is new or has changed since it was last certified.</summary>
public enum DeltaKind
{
    /// <summary>It was never certified, or obtained after its last certification.</summary>
    New,
    Changed,
    Unchanged,
}

/// <summary>What has changed since the last certification.</summary>
public enum ChangedFact
{
    Risk,
    Privilege,

    /// <summary>The description of the entitlement.</summary>
    Permits,
    Account,

    /// <summary>How the person got the access.</summary>
    Path,
    Manager,
    Department,
    Title,

    /// <summary>It is not recorded what was known then, or the person or the entitlement is no longer in the directory.</summary>
    Unknown,
}

/// <summary>The difference between an access and what was known of it when it was last certified.</summary>
/// <param name="Changed">What has changed; empty unless it is <see cref="DeltaKind.Changed"/>.</param>
public sealed record AccessDelta(DeltaKind Change, IReadOnlyList<ChangedFact> Changed)
{
    public static AccessDelta Of(Grant grant, User? person, Entitlement? entitlement)
    {
        ArgumentNullException.ThrowIfNull(grant);
        if (grant.LastCertifiedAt is not { } certified || grant.Since > certified)
            return new AccessDelta(DeltaKind.New, []);
        var now = CertifiedFacts.Of(grant, person, entitlement);
        if (now is null || grant.Certified is not { } then)
            return new AccessDelta(DeltaKind.Changed, [ChangedFact.Unknown]);
        ChangedFact[] changed = [.. Enum.GetValues<ChangedFact>().Where(fact => Differs(fact, then, now))];
        return new AccessDelta(changed.Length > 0 ? DeltaKind.Changed : DeltaKind.Unchanged, changed);
    }

    /// <summary>Returns whether access can be certified together with other unchanged access.</summary>
    public static bool MayBeTogether(AccessDelta? delta, Risk risk) => delta is { Change: DeltaKind.Unchanged } && risk <= Risk.Medium;

    private static bool Differs(ChangedFact fact, CertifiedFacts then, CertifiedFacts now) => fact switch
    {
        ChangedFact.Risk => then.Risk != now.Risk,
        ChangedFact.Privilege => then.IsPrivileged != now.IsPrivileged,
        ChangedFact.Permits => then.Permits != now.Permits,
        ChangedFact.Account => then.Account != now.Account,
        ChangedFact.Path => then.Through != now.Through,
        ChangedFact.Manager => then.Manager != now.Manager,
        ChangedFact.Department => then.Department != now.Department,
        ChangedFact.Title => then.Title != now.Title,
        ChangedFact.Unknown => false,
    };
}
