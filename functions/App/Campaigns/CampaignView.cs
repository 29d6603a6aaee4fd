using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Campaigns;

/// <param name="Reason">Why held access is not in the population.</param>
public sealed record ExclusionCount(ScopeExclusion Reason, int Count);

/// <param name="Items">The number of items.</param>
/// <param name="Hash">SHA-256 over all items in their order.</param>
/// <param name="NeedsAttention">Items for which neither the rule nor the fallback finds a reviewer. Administrators review them.</param>
/// <param name="ImportedAt">When the newest import of the directory completed; null: unknown.</param>
public sealed record PopulationView(int Items, string Hash, int NeedsAttention, IReadOnlyList<ExclusionCount> Excluded, DateTimeOffset? ImportedAt)
{
    /// <summary>The apps of the items, and how old their data was when the population was recorded.</summary>
    public IReadOnlyList<AppFreshnessView> Apps { get; init; } = [];

    /// <param name="at">When the population was recorded.</param>
    internal static PopulationView Of(Population population, DateTimeOffset at) =>
        new(population.Items, population.Hash, population.NeedsAttention, CountsOf(population.Excluded), population.ImportedAt)
        {
            Apps = [.. population.Apps.Select(app => AppFreshnessView.Of(app, at))],
        };

    internal static IReadOnlyList<ExclusionCount> CountsOf(IReadOnlyDictionary<ScopeExclusion, int> excluded) =>
        [.. excluded.OrderBy(one => one.Key).Select(one => new ExclusionCount(one.Key, one.Value))];
}

/// <param name="Keeps">Items without an answer whose access stays.</param>
/// <param name="Removals">Items without an answer whose access is removed by the rule.</param>
/// <param name="Exceeded">Entitlements that would lose more of their holders than the guard allows.</param>
public sealed record SilenceView(int Keeps, int Removals, IReadOnlyList<EntitlementId> Exceeded);

/// <param name="Event">What happened: campaignCreated, freezeBegan, and so on.</param>
/// <param name="By">Null: the campaign itself.</param>
public sealed record CampaignEventView(long Version, string Event, DateTimeOffset At, PersonView? By, string? Reason);

/// <param name="DaysBefore">How many days before the due date reviewers with work left get a reminder.</param>
/// <param name="GraceDays">How many days after the due date the campaign closes.</param>
public sealed record RemindersView(IReadOnlyList<int> DaysBefore, int GraceDays);

/// <summary>A campaign as the API returns it.</summary>
public sealed record CampaignView
{
    public required CampaignId Id { get; init; }

    public required string Name { get; init; }

    public required CampaignState State { get; init; }

    /// <summary>Who put it into its state; null: the campaign itself.</summary>
    public PersonView? ChangedBy { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    public required PersonView Owner { get; init; }

    public required DateTimeOffset Due { get; init; }

    public required string TimeZone { get; init; }

    public required CampaignScope Scope { get; init; }

    public required CampaignReviewers Reviewers { get; init; }

    /// <summary>What comes before and after the first reviewers.</summary>
    public required CampaignStages Stages { get; init; }

    public required RemindersView Reminders { get; init; }

    /// <summary>When the campaign closes automatically.</summary>
    public required DateTimeOffset ClosesAt { get; init; }

    public required NoResponseRule NoResponse { get; init; }

    public required CampaignGuard Guard { get; init; }

    /// <summary>What happens if the data of an app is older than two days.</summary>
    public StaleDataRule StaleData { get; init; }

    /// <summary>Who accepted old data, and why; null: nobody had to.</summary>
    public StaleDataAcceptance? AcceptedData { get; init; }

    /// <summary>When and how removals start.</summary>
    public required CampaignRemovals Removals { get; init; }

    public string? Control { get; init; }

    public required IReadOnlyList<Decision> ReasonRequiredFor { get; init; }

    /// <summary>How access is treated that was reviewed before.</summary>
    public required CampaignRepeat Repeat { get; init; }

    /// <summary>The template that it was created from; null: none.</summary>
    public CampaignOrigin? Origin { get; init; }

    /// <summary>The settings that differ from the template's campaign before; null: there is none, or in lists.</summary>
    public IReadOnlyList<PlanDifference>? Differences { get; init; }

    /// <summary>When decisions take effect: at once, or when the reviewer signs off.</summary>
    public required DecisionsFinal DecisionsFinal { get; init; }

    /// <summary>High and critical risk is decided one at a time, not in bulk.</summary>
    public required bool DecidesHighRiskAlone { get; init; }

    public PersonView? CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null: the population is not recorded yet.</summary>
    public PopulationView? Population { get; init; }

    /// <summary>What the rule for missing answers means; null: the campaign has not closed yet.</summary>
    public SilenceView? Silence { get; init; }

    /// <summary>The statement that the review is complete; null: not given.</summary>
    public OwnerStatement? SignedOff { get; init; }

    /// <summary>The actions that the caller may do now.</summary>
    public required IReadOnlyList<CampaignAction> Actions { get; init; }

    public required long Version { get; init; }

    /// <summary>Oldest first; null in lists.</summary>
    public IReadOnlyList<CampaignEventView>? History { get; init; }

    internal static CampaignView Of(Campaign campaign, Actor caller, CampaignNames names) => new()
    {
        Id = campaign.Id,
        Name = campaign.Plan.Name,
        State = campaign.State,
        ChangedBy = names.View(campaign.Changed.By),
        ChangedAt = campaign.Changed.At,
        Owner = names.View(campaign.Plan.Owner),
        Due = campaign.Plan.Due,
        TimeZone = campaign.Plan.TimeZone,
        Scope = campaign.Plan.Scope,
        Reviewers = campaign.Plan.Reviewers,
        Stages = campaign.Plan.Stages,
        Reminders = new RemindersView(campaign.Plan.Reminders.DaysBefore, campaign.Plan.Reminders.GraceDays),
        ClosesAt = campaign.Plan.ClosesAt,
        NoResponse = campaign.Plan.NoResponse,
        StaleData = campaign.Plan.StaleData,
        AcceptedData = campaign.AcceptedData,
        Guard = campaign.Plan.Guard,
        Removals = campaign.Plan.Removals,
        Control = campaign.Plan.Control,
        ReasonRequiredFor = campaign.Plan.ReasonRequiredFor,
        Repeat = campaign.Plan.Repeat,
        Origin = campaign.Plan.Origin,
        DecisionsFinal = campaign.Plan.DecisionsFinal,
        DecidesHighRiskAlone = campaign.Plan.DecidesHighRiskAlone,
        CreatedBy = names.View(campaign.Created.By),
        CreatedAt = campaign.Created.At,
        Population = campaign.Population is { } population ? PopulationView.Of(population, campaign.FrozenAt ?? campaign.Changed.At) : null,
        Silence = campaign.Silence is { } silence ? new SilenceView(silence.Keeps, silence.Removals, silence.Exceeded) : null,
        SignedOff = campaign.SignedOff,
        Actions = CampaignMachine.ActionsOf(campaign, caller),
        Version = campaign.Version,
    };

    internal static IEnumerable<UserId?> PeopleOf(Campaign campaign) => [campaign.Changed.By, campaign.Plan.Owner, campaign.Created.By, campaign.SignedOff?.By];
}
