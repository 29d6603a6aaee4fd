using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Text;

namespace AccessReview.Domain.Campaigns;

/// <summary>Who reviews the items of a campaign. People never review their own access.</summary>
/// <param name="Source">The manager, the app's owners, the entitlement's owners, or the named users.</param>
public sealed record CampaignReviewers(AssigneeSource Source)
{
    /// <summary>For <see cref="AssigneeSource.Named"/> only.</summary>
    public IReadOnlyList<UserId> Users { get; init; } = [];

    /// <summary>Review items for which the rule finds nobody. If they cannot either, the item needs attention and administrators review it.</summary>
    public IReadOnlyList<UserId> Fallback { get; init; } = [];

    /// <summary>Returns whether a campaign can have these reviewers.</summary>
    internal bool IsPossible() => Source switch
    {
        AssigneeSource.Admins or AssigneeSource.AssigneesManagers or AssigneeSource.Holder => false,
        AssigneeSource.Named => Users.Count > 0,
        AssigneeSource.SubjectManager or AssigneeSource.AppOwners or AssigneeSource.EntitlementOwners or AssigneeSource.AccountResponsible => true,
    };

    internal AssigneeRule Rule => new(Source) { Users = Users };

    internal AssigneeRule FallbackRule => Fallback.Count == 0 ? new AssigneeRule(AssigneeSource.Admins) : new AssigneeRule(AssigneeSource.Named) { Users = Fallback };
}

/// <summary>When a second person must confirm what the rule for missing answers removes.</summary>
/// <param name="MaxRemovals">More removals than this need a confirmation.</param>
/// <param name="MaxPercent">So do more than this share of the holders of an entitlement, in percent.</param>
public sealed record CampaignGuard(int MaxRemovals = 50, int MaxPercent = 20)
{
    /// <summary>Returns whether the removals of one entitlement exceed the share.</summary>
    public bool IsExceeded(int removals, int holders) => removals > 0 && removals * 100L > (long)holders * MaxPercent;
}

/// <summary>What a campaign reviews, who reviews it, until when, and what happens to access that nobody decides.</summary>
public sealed record CampaignPlan
{
    public const int MaxNameCharacters = 120;

    /// <summary>The maximum number of items of a campaign.</summary>
    public const int MaxItems = 100_000;

    public required string Name { get; init; }

    /// <summary>The person who is responsible. They cannot confirm the guard of their own campaign.</summary>
    public required UserId Owner { get; init; }

    public CampaignScope Scope { get; init; } = new();

    public required CampaignReviewers Reviewers { get; init; }

    /// <summary>What comes before and after the first reviewers; by default nothing.</summary>
    public CampaignStages Stages { get; init; } = new();

    public required DateTimeOffset Due { get; init; }

    /// <summary>IANA time zone name, in which the due date is shown and entered.</summary>
    public string TimeZone { get; init; } = "Etc/UTC";

    public NoResponseRule NoResponse { get; init; }

    public CampaignGuard Guard { get; init; } = new();

    public CampaignRemovals Removals { get; init; } = new();

    public CampaignReminders Reminders { get; init; } = new();

    /// <summary>When the campaign closes automatically.</summary>
    public DateTimeOffset ClosesAt => Due + Reminders.Grace;

    /// <summary>The newest reminder that is due now; null: none since the last one.</summary>
    /// <param name="after">When the last one was due, or when the tasks were opened.</param>
    public DateTimeOffset? ReminderDue(DateTimeOffset after, DateTimeOffset now) =>
        Reminders.TimesOf(Due, TimeZone).Where(at => at > after && at <= now).Select(at => (DateTimeOffset?)at).LastOrDefault();

    /// <summary>When the next reminder is due; null: there is none any more.</summary>
    public DateTimeOffset? NextReminder(DateTimeOffset after) => Reminders.TimesOf(Due, TimeZone).Where(at => at > after).Select(at => (DateTimeOffset?)at).FirstOrDefault();

    /// <summary>The control or framework that the campaign is evidence for; null: none.</summary>
    public string? Control { get; init; }

    /// <summary>Decisions that require a reason.</summary>
    public IReadOnlyList<Decision> ReasonRequiredFor { get; init; } = [];

    public CampaignRepeat Repeat { get; init; } = new();

    /// <summary>Why the access is not in the population; null: it is.</summary>
    public ScopeExclusion? Judge(ScopeCandidate candidate, DateTimeOffset now) =>
        Scope.Judge(candidate, now) ?? (Repeat.SkipsStillCertified && candidate.Grant.CertifiedUntil > now ? ScopeExclusion.StillCertified : null);

    /// <summary>What happens if the data of an app is too old.</summary>
    public StaleDataRule StaleData { get; init; }

    /// <summary>The template that it comes from; null: none.</summary>
    public CampaignOrigin? Origin { get; init; }

    /// <summary>When decisions take effect.</summary>
    public DecisionsFinal DecisionsFinal { get; init; }

    /// <summary>High and critical risk is decided one at a time, not in bulk.</summary>
    public bool DecidesHighRiskAlone { get; init; } = true;

    /// <summary>What the task of an item knows of the campaign.</summary>
    /// <param name="item">The item's position in the population, from 1.</param>
    /// <param name="delta">What has changed since the last certification; null: not compared.</param>
    public TaskCampaign TaskCampaignOf(CampaignId campaign, int item, AccessDelta? delta = null) => new(campaign, Name, item)
    {
        Delta = delta,
        AllowsTogether = Repeat.CertifiesUnchangedTogether ? true : null,
        StagesDecisions = DecisionsFinal == DecisionsFinal.UntilSignOff,
        DecidesHighRiskAlone = DecidesHighRiskAlone,
        Due = Stages.Count() > 1 ? Due : null,
        Grace = Reminders.GraceDays == 0 ? null : Reminders.Grace,
        CoolingOff = Removals.ToWait(),
        RemovesDirectly = Removals.Way == RemovalWay.Deprovisioning ? true : null,
    };

    /// <summary>The plan with cleaned texts.</summary>
    public CampaignPlan Cleaned() => this with { Name = PlainText.CleanLine(Name) ?? "", Control = PlainText.CleanLine(Control) };

    /// <summary>Why no campaign can have this plan; null: it can.</summary>
    public CampaignRefusal? FindFault(DateTimeOffset now)
    {
        if (Name.Length == 0)
            return CampaignRefusal.NameMissing;
        if (Name.Length > MaxNameCharacters || Control?.Length > MaxNameCharacters)
            return CampaignRefusal.TextTooLong;
        if (!Reviewers.IsPossible())
            return CampaignRefusal.ReviewersMissing;
        if (Stages.FindFault() is { } fault)
            return fault;
        // A stage begins when the one before is decided, not when its reviewer signs off.
        if (Stages.Count() > 1 && DecisionsFinal == DecisionsFinal.UntilSignOff)
            return CampaignRefusal.StagesNeedDecisionsAtOnce;
        if (Guard.MaxRemovals < 0 || Guard.MaxPercent is < 0 or > 100)
            return CampaignRefusal.GuardOutOfRange;
        if (!Removals.AreInRange())
            return CampaignRefusal.RemovalsOutOfRange;
        if (!Reminders.IsPossible)
            return CampaignRefusal.RemindersOutOfRange;
        if (Scope.Days.Any(days => days is < 1 or > 3650))
            return CampaignRefusal.DaysOutOfRange;
        if (ReasonRequiredFor.Any(decision => !KindRules.DecisionsOf(TaskKind.Certification).Contains(decision)))
            return CampaignRefusal.WrongDecision;
        return Due <= now ? CampaignRefusal.DuePassed : null;
    }
}
