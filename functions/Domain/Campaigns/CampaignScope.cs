using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Campaigns;

/// <summary>Whether a person is still in the organization.</summary>
public enum PersonStatus
{
    Active,
    Left,
}

/// <summary>Why an access is not in a campaign's population. The first reason in this order is counted.</summary>
public enum ScopeExclusion
{
    App,
    Entitlement,
    Risk,
    Tag,
    Privileged,
    Person,
    Department,
    Manager,
    Title,
    EmploymentType,
    PersonStatus,

    /// <summary>It is inherited, or held directly.</summary>
    Inherited,

    /// <summary>The account with which it is held is of another type, or has or lacks an owner.</summary>
    Account,

    /// <summary>It was used within the time that the scope names.</summary>
    UsedRecently,

    /// <summary>It was obtained before the day that the scope names.</summary>
    ObtainedEarlier,

    /// <summary>It was certified until a later date.</summary>
    StillCertified,

    /// <summary>It has no end within the time that the scope names.</summary>
    NotExpiring,

    /// <summary>It was certified within the time that the scope names.</summary>
    CertifiedRecently,

    /// <summary>Another review of the same access is open.</summary>
    AlreadyOpen,
}

/// <summary>An access that a campaign may review.</summary>
/// <param name="Grant">The access; it is held.</param>
/// <param name="User">Null: the person is not in the directory. They count as having left.</param>
/// <param name="Entitlement">Null: it is not in the directory.</param>
/// <param name="App">Null: it is not in the directory.</param>
public sealed record ScopeCandidate(Grant Grant, User? User, Entitlement? Entitlement, ConnectedApp? App)
{
    /// <summary>Null: the grant names none, or the directory does not know it.</summary>
    public Account? Account { get; init; }

    /// <summary>The entitlements through which it is held; empty: it is held directly.</summary>
    public IReadOnlyList<GrantingEntitlement> Through { get; init; } = [];
}

/// <summary>
/// One filter for the access that a campaign reviews. All conditions must hold; within a list, one match is enough. An empty list
/// and null are no condition.
/// </summary>
public sealed record CampaignScope
{
    public IReadOnlyList<AppId> Apps { get; init; } = [];

    public IReadOnlyList<EntitlementId> Entitlements { get; init; } = [];

    public Risk? MinimumRisk { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public bool? Privileged { get; init; }

    public IReadOnlyList<UserId> People { get; init; } = [];

    public IReadOnlyList<string> Departments { get; init; } = [];

    public IReadOnlyList<UserId> Managers { get; init; } = [];

    public IReadOnlyList<string> Titles { get; init; } = [];

    public IReadOnlyList<string> EmploymentTypes { get; init; } = [];

    public PersonStatus? Person { get; init; }

    public AccountScope Accounts { get; init; } = new();

    /// <summary>Only access that another entitlement grants, or only access that is held directly.</summary>
    public bool? Inherited { get; init; }

    /// <summary>Only access that was not used for this number of days, or never.</summary>
    public int? UnusedForDays { get; init; }

    /// <summary>Only access that was obtained at this time or later.</summary>
    public DateTimeOffset? ObtainedSince { get; init; }

    /// <summary>Only access that ends within this number of days.</summary>
    public int? ExpiringWithinDays { get; init; }

    /// <summary>Only access that was not certified for this number of days, or never.</summary>
    public int? NotCertifiedForDays { get; init; }

    /// <summary>The numbers of days.</summary>
    internal IEnumerable<int?> Days => [UnusedForDays, ExpiringWithinDays, NotCertifiedForDays];

    /// <summary>Why the access is not in the scope; null: it is.</summary>
    public ScopeExclusion? Judge(ScopeCandidate candidate, DateTimeOffset now)
    {
        foreach (var reason in Enum.GetValues<ScopeExclusion>())
        {
            if (!Allows(reason, candidate, now))
                return reason;
        }

        return null;
    }

    /// <summary>Returns whether the scope can find access to an entitlement. What people have is not looked at.</summary>
    public bool MayHold(Entitlement entitlement) =>
        Holds(Apps, entitlement.AppId) && Holds(Entitlements, entitlement.Id) && (MinimumRisk is not { } minimum || entitlement.Risk >= minimum)
        && (Tags.Count == 0 || entitlement.Tags.Any(tag => HoldsText(Tags, tag))) && (Privileged is not { } wanted || entitlement.IsPrivileged == wanted);

    private bool Allows(ScopeExclusion reason, ScopeCandidate candidate, DateTimeOffset now) => reason switch
    {
        ScopeExclusion.App => Holds(Apps, candidate.Entitlement?.AppId ?? candidate.Grant.AppId),
        ScopeExclusion.Entitlement => Holds(Entitlements, candidate.Grant.EntitlementId),
        // An access that nobody describes any more has no known risk, so no minimum leaves it out.
        ScopeExclusion.Risk => MinimumRisk is not { } minimum || candidate.Entitlement is not { } entitlement || entitlement.Risk >= minimum,
        ScopeExclusion.Tag => Tags.Count == 0 || (candidate.Entitlement?.Tags.Any(tag => HoldsText(Tags, tag)) ?? false),
        ScopeExclusion.Privileged => Privileged is not { } wanted || (candidate.Entitlement?.IsPrivileged ?? false) == wanted,
        ScopeExclusion.Person => Holds(People, candidate.Grant.UserId),
        ScopeExclusion.Department => Departments.Count == 0 || (candidate.User?.Department is { } department && HoldsText(Departments, department)),
        ScopeExclusion.Manager => Managers.Count == 0 || (candidate.User?.ManagerId is { } manager && Managers.Contains(manager)),
        ScopeExclusion.Inherited => Inherited is not { } wanted || candidate.Grant.Origin == GrantOrigin.Inherited == wanted,
        ScopeExclusion.Account => Accounts.Allows(candidate.Account),
        // An account is no person, so it is neither active nor has it left.
        ScopeExclusion.PersonStatus when AccountHolder.Is(candidate.Grant.UserId) => Person is null,
        ScopeExclusion.Title => Titles.Count == 0 || (candidate.User?.Title is { } title && HoldsText(Titles, title)),
        ScopeExclusion.EmploymentType => EmploymentTypes.Count == 0 || (candidate.User?.EmploymentType is { } type && HoldsText(EmploymentTypes, type)),
        ScopeExclusion.PersonStatus => Person is not { } status || status == (candidate.User is { IsActive: true } ? PersonStatus.Active : PersonStatus.Left),
        ScopeExclusion.UsedRecently => UnusedForDays is not { } days || candidate.Grant.LastUsedAt is not { } used || used <= now - TimeSpan.FromDays(days),
        ScopeExclusion.ObtainedEarlier => ObtainedSince is not { } since || candidate.Grant.Since >= since,
        ScopeExclusion.StillCertified => true, // The plan decides, not its scope.
        ScopeExclusion.NotExpiring => ExpiringWithinDays is not { } days || (candidate.Grant.Until is { } ends && ends <= now.AddDays(days)),
        ScopeExclusion.CertifiedRecently => NotCertifiedForDays is not { } days || candidate.Grant.LastCertifiedAt is not { } certified || certified <= now.AddDays(-days),
        ScopeExclusion.AlreadyOpen => true, // The caller decides: it knows the open tasks.
    };

    private static bool Holds<T>(IReadOnlyList<T> wanted, T value) => wanted.Count == 0 || wanted.Contains(value);

    private static bool HoldsText(IReadOnlyList<string> wanted, string value) => wanted.Contains(value, StringComparer.OrdinalIgnoreCase);
}
