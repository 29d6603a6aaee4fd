using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Campaigns;

/// <summary>An event of a campaign. The set is closed: <see cref="Campaign.Evolve"/> handles every case.</summary>
public abstract record CampaignEvent
{
    private CampaignEvent()
    {
    }

    public required DateTimeOffset At { get; init; }

    public required Actor By { get; init; }

    public sealed record CampaignCreated(CampaignId Id, CampaignPlan Plan) : CampaignEvent;

    public sealed record FreezeBegan : CampaignEvent
    {
        /// <summary>Null: no data was too old, or nobody had to accept it.</summary>
        public StaleDataAcceptance? Accepted { get; init; }
    }

    /// <summary>The population is recorded.</summary>
    public sealed record PopulationFrozen(Population Population) : CampaignEvent;

    public sealed record CampaignStarted : CampaignEvent
    {
        /// <inheritdoc cref="FreezeBegan.Accepted"/>
        public StaleDataAcceptance? Accepted { get; init; }
    }

    /// <summary>All tasks are open.</summary>
    public sealed record TasksOpened : CampaignEvent;

    /// <param name="Count">The number of items that were added after the population.</param>
    public sealed record LateAdded(int Count) : CampaignEvent;

    /// <param name="Count">How much late access the next campaign reviews.</param>
    public sealed record LateLeft(int Count) : CampaignEvent;

    /// <param name="Due">The time for which the plan has the reminder; null: a person sent it.</param>
    /// <param name="People">How many reviewers got it.</param>
    /// <param name="To">Who got it; null: all who had work left.</param>
    public sealed record RemindersSent(DateTimeOffset? Due, int People, IReadOnlyList<UserId>? To) : CampaignEvent;

    public sealed record DueExtended(DateTimeOffset Due, string Reason) : CampaignEvent;

    /// <summary>The owner chose the reviewer of some items.</summary>
    /// <param name="Items">How many.</param>
    public sealed record ItemsAssigned(int Items, UserId To, string Reason) : CampaignEvent
    {
        /// <summary>How many items then have no reviewer; null: the campaign was open.</summary>
        public int? NeedsAttention { get; init; }
    }

    /// <param name="Reason">Why it closes early; null: the due date has passed.</param>
    public sealed record ClosingBegan(string? Reason) : CampaignEvent;

    /// <summary>A second person must confirm.</summary>
    public sealed record GuardSet(SilenceResult Silence) : CampaignEvent
    {
        /// <summary>The removals of the campaign.</summary>
        public int? Removals { get; init; }
    }

    /// <param name="Removes">False: the access stays.</param>
    public sealed record GuardConfirmed(bool Removes, string? Reason) : CampaignEvent;

    /// <summary>The rule for missing answers needs no confirmation and is applied.</summary>
    public sealed record ApplyingBegan(SilenceResult Silence) : CampaignEvent;

    public sealed record CampaignClosed : CampaignEvent
    {
        /// <summary>The removals of the campaign.</summary>
        public int? Removals { get; init; }
    }

    /// <summary>Every removal has ended.</summary>
    public sealed record CampaignRemediated : CampaignEvent;

    /// <summary>The directory still shows access whose removal was completed.</summary>
    /// <param name="Removals">How many such removals there are.</param>
    public sealed record RemediationReopened(int Removals) : CampaignEvent;

    /// <summary>Every removal has ended, and the time in which removed access is compared with the directory is over.</summary>
    public sealed record RemovalsEnded : CampaignEvent;

    public sealed record CancellationBegan(string Reason) : CampaignEvent;

    public sealed record CampaignCancelled : CampaignEvent
    {
        /// <summary>The removals of the campaign. Decisions that were made stay.</summary>
        public int? Removals { get; init; }
    }

    /// <summary>A reviewer signed off. The decisions of the list take effect.</summary>
    /// <param name="Certified">How much access the reviewer keeps.</param>
    /// <param name="Removed">How much access the reviewer removes.</param>
    /// <param name="Hash">SHA-256 over the list of decisions, in hexadecimal digits.</param>
    public sealed record ReviewerSignedOff(string Statement, int Certified, int Removed, string Hash) : CampaignEvent;

    /// <summary>The owner or an administrator stated that the review is complete.</summary>
    public sealed record OwnerSignedOff(string Statement) : CampaignEvent;
}

/// <summary>The recorded population of a campaign.</summary>
/// <param name="Items">The number of its items.</param>
/// <param name="Hash">SHA-256 over all items in their order, in hexadecimal digits.</param>
/// <param name="Excluded">How much held access is not in it, by reason.</param>
/// <param name="NeedsAttention">Items for which neither the rule nor the fallback finds a reviewer.</param>
/// <param name="ImportedAt">When the newest import of the directory completed; null: unknown.</param>
public sealed record Population(int Items, string Hash, IReadOnlyDictionary<ScopeExclusion, int> Excluded, int NeedsAttention, DateTimeOffset? ImportedAt)
{
    /// <summary>After this time the directory may no longer be what the apps have.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromDays(2);

    /// <summary>The apps of the items, and how old their data was. Empty in populations of earlier builds.</summary>
    public IReadOnlyList<AppFreshness> Apps { get; init; } = [];

    /// <summary>Before the first item.</summary>
    public static Population Empty { get; } = new(0, "", new Dictionary<ScopeExclusion, int>(), 0, null);

    /// <summary>Returns whether the newest import is too long ago, or unknown.</summary>
    public static bool IsStale(DateTimeOffset? importedAt, DateTimeOffset now) => importedAt is not { } at || now - at > FreshFor;
}

/// <summary>What the rule for missing answers means for the items that nobody decided.</summary>
/// <param name="Keeps">Items whose access stays.</param>
/// <param name="Removals">Items whose access would be removed.</param>
/// <param name="Exceeded">Entitlements that would lose more of their holders than the guard allows.</param>
public sealed record SilenceResult(int Keeps, int Removals, IReadOnlyList<EntitlementId> Exceeded)
{
    public bool NeedsGuard(CampaignGuard guard) => Removals > guard.MaxRemovals || Exceeded.Count > 0;
}
