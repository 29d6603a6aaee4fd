using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Campaigns;

/// <summary>What was known of an access when the population was recorded. It never changes.</summary>
public sealed record FrozenItem
{
    /// <summary>Derived from the campaign and the access.</summary>
    public required string Id { get; init; }

    public required Subject Subject { get; init; }

    /// <summary>The person as the directory had them; null: they were not in it.</summary>
    public FrozenPerson? Person { get; init; }

    /// <summary>The access itself: since when, how it came, last use and last certification.</summary>
    public required Grant Grant { get; init; }

    /// <summary>What the access permits, as the directory described it; null: no description.</summary>
    public string? Permits { get; init; }

    /// <summary>The account of the access; null: the directory did not know it, or an earlier build recorded this.</summary>
    public FrozenAccount? Account { get; init; }

    public bool IsPrivileged { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The entitlement was not in the directory.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>What has changed since the last certification; null: not compared, as by earlier builds.</summary>
    public AccessDelta? Delta { get; init; }

    public required DateTimeOffset At { get; init; }

    public static string IdOf(CampaignId campaign, AccessKey access) => TaskOf(campaign, access).Value[1..];

    /// <summary>The grant that it is about.</summary>
    public AccessKey ToAccessKey() => AccessKey.Of(Grant);

    /// <summary>What reviewers rely on.</summary>
    public ReliedFacts ToRelied() => new()
    {
        Person = Person is { } person ? new ReliedPerson(person.Manager, null, person.Department, person.IsActive) : null,
        Entitlement = IsUnknown ? null : new ReliedEntitlement(Subject.Risk, IsPrivileged),
        Grant = ReliedFacts.Of(Grant),
    };

    /// <summary>The item's certification task.</summary>
    public TaskId Task => TaskId.From($"t{Id}");

    /// <summary>The task that removes the access by the rule for missing answers.</summary>
    public TaskId RemovalTask => TaskId.Derive(Task.Value, Settlement.BySilence);

    public static FrozenItem Of(CampaignId campaign, ScopeCandidate candidate, DateTimeOffset now)
    {
        var (grant, user, entitlement, app) = candidate;
        var subject = Subject.Of(
            user ?? new User { Id = grant.UserId, Email = "", DisplayName = NameOf(candidate) },
            entitlement ?? new Entitlement { Id = grant.EntitlementId, AppId = grant.AppId, Name = grant.EntitlementId.Value, Risk = Risk.Critical },
            app);
        return new FrozenItem
        {
            Id = IdOf(campaign, AccessKey.Of(grant)),
            Subject = subject with
            {
                Through = candidate.Through.Count == 0 ? null : candidate.Through,
                AccountOwner = AccountHolder.Is(grant.UserId) ? AccountHolder.PersonOf(candidate.Account) : null,
                Account = grant.AccountId,
                Login = candidate.Account?.Login,
                AccountType = candidate.Account?.Type,
                IsProtected = GrantProtection.Holds(grant, entitlement) ? true : null,
            },
            Person = user is null ? null : FrozenPerson.Of(user),
            Grant = grant,
            Account = candidate.Account is { } account ? new FrozenAccount(account.Status, account.LastUsedAt) : null,
            Permits = entitlement?.Description is { Length: > 0 } description ? description : null,
            IsPrivileged = entitlement?.IsPrivileged ?? false,
            Tags = entitlement?.Tags ?? [],
            IsUnknown = entitlement is null,
            Delta = AccessDelta.Of(grant, user, entitlement),
            At = now,
        };
    }

    private static string NameOf(ScopeCandidate candidate) => AccountHolder.Is(candidate.Grant.UserId)
        ? AccountHolder.NameOf(candidate.Account?.Login, candidate.Grant.AccountId, candidate.Grant.UserId)
        : candidate.Grant.UserId.Value;

    private static TaskId TaskOf(CampaignId campaign, AccessKey access) => TaskId.Derive($"{campaign}\n{access}", "Campaign");
}

/// <summary>An account as the directory had it when the population was recorded. Its login and type are in the subject.</summary>
/// <param name="LastUsedAt">Null: unknown.</param>
public sealed record FrozenAccount(AccountStatus Status, DateTimeOffset? LastUsedAt);

/// <summary>A person as the directory had them when the population was recorded.</summary>
public sealed record FrozenPerson(
    string Name, bool IsActive, UserId? Manager, string? Department, string? Title, string? EmploymentType, DateOnly? StartDate, DateOnly? EndDate)
{
    public static FrozenPerson Of(User user) =>
        new(user.DisplayName, user.IsActive, user.ManagerId, user.Department, user.Title, user.EmploymentType, user.StartDate, user.EndDate);
}

/// <summary>What became of an item.</summary>
public sealed record ItemProgress
{
    public ItemState State { get; init; }

    /// <summary>Null: not over yet.</summary>
    public ItemOutcome? Outcome { get; init; }

    /// <summary>The expected reviewers; once the task is open, its assignees.</summary>
    public IReadOnlyList<UserId> Reviewers { get; init; } = [];

    /// <summary>Neither the rule nor the fallback found a reviewer.</summary>
    public bool NeedsAttention { get; init; }

    /// <summary>The reviewer whom the owner chose before the campaign started; null: the rule finds the reviewers.</summary>
    public ItemAssignment? Assigned { get; init; }

    /// <summary>The number of its task; null: not opened.</summary>
    public int? Task { get; init; }

    /// <summary>The version of the task that this shows.</summary>
    public long TaskVersion { get; init; }

    /// <summary>The number of its current stage, from 1 (0: the holder's), while its task with several stages is open; null: it has one stage, or no open task.</summary>
    public int? Stage { get; init; }

    /// <summary>The decisions of its stages, oldest first; null: none, or it has one stage.</summary>
    public IReadOnlyList<StageDecision>? Decisions { get; init; }

    public UserId? DecidedBy { get; init; }

    /// <summary>The assignee whose delegate decided; null: none.</summary>
    public UserId? OnBehalfOf { get; init; }

    /// <summary>An administrator who was not a reviewer decided.</summary>
    public bool IsOverride { get; init; }

    public string? Reason { get; init; }

    /// <summary>It was certified together with other unchanged access, in one step; null: alone.</summary>
    public bool? IsTogether { get; init; }

    /// <summary>The decision that takes effect at the sign-off; null: none.</summary>
    public ItemStaged? Staged { get; init; }

    /// <summary>When the decision was staged; null: it was not staged.</summary>
    public DateTimeOffset? StagedAt { get; init; }

    /// <summary>When the reviewer signed off the decision; null: it was not staged, or the campaign closed without a sign-off.</summary>
    public DateTimeOffset? SignedOffAt { get; init; }

    /// <summary>When it got its outcome; while it is silent, when its task ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What the rule for missing answers means for it; null: not evaluated, or not silent.</summary>
    public SilenceEffect? Silence { get; init; }

    /// <summary>The first task that removes the access; null: none, or not opened yet.</summary>
    public TaskId? Removal { get; init; }

    /// <summary>What became of the removal; null: there is none, or a build that had no cooling-off time wrote it.</summary>
    public ItemRemoval? Removing { get; init; }

    /// <summary>What changed of the access since the population was recorded, while the review was open; null: nothing.</summary>
    public IReadOnlyList<AccessChange>? Changes { get; init; }

    /// <summary>When the access appeared, if it was added after the population was recorded; null: it is in the population.</summary>
    public DateTimeOffset? AppearedAt { get; init; }
}

/// <summary>A decision about an item that takes effect at the sign-off.</summary>
/// <param name="NeedsLook">The directory no longer allowed it when its reviewer signed off, or the access has changed since.</param>
public sealed record ItemStaged(Decision Decision, UserId By, DateTimeOffset At, bool NeedsLook);

/// <summary>What the rule for missing answers means for one access.</summary>
public enum SilenceEffect
{
    Keep,
    Remove,

    /// <summary>The rule would remove it, but it is protected.</summary>
    KeepProtected,

    /// <summary>The person no longer has it.</summary>
    AlreadyRemoved,
}

/// <summary>An item of a campaign: one access of its population.</summary>
/// <param name="Position">Its place in the population, from 1.</param>
public sealed record CampaignItem(CampaignId Campaign, int Position, FrozenItem Frozen, ItemProgress Progress);
