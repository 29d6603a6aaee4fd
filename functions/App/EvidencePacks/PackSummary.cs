using AccessReview.App.Campaigns;
using AccessReview.App.Tasks;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.EvidencePacks;

/// <param name="Decided">Items that the person decided.</param>
/// <param name="Removed">Those of them that they recommended to remove.</param>
/// <param name="OnTime">Those that they decided before the first due date.</param>
/// <param name="Late">Those that they decided later, after the campaign was extended.</param>
/// <param name="MedianHours">The median time from the opening of the task to the decision.</param>
/// <param name="Percentile90Hours">Nine of ten were decided within this time.</param>
public sealed record DeciderCount(string Id, string Name, int Decided, int Removed, int OnTime, int Late, double MedianHours, double Percentile90Hours);

public sealed record DecisionCount(Decision Decision, int Count);

/// <param name="Items">Items that the person reviewed last and did not decide, although nobody else did.</param>
public sealed record UnansweredCount(string Id, string Name, int Items);

/// <summary>The numbers of a campaign, counted from the lines of <c>items.jsonl</c>.</summary>
public sealed record PackNumbers(
    int Items,
    int Undecided,
    IReadOnlyList<OutcomeCount> Outcomes,
    int NeedsAttention,
    int OwnAccess,
    double? MedianHours,
    double? Percentile90Hours,
    double? MedianDays,
    double? Percentile90Days,
    int RemovalsOpen,
    int RemovalsDone,
    int RemovalsStillThere,
    IReadOnlyList<DecisionCount> Decisions,
    IReadOnlyList<DeciderCount> Deciders,
    IReadOnlyList<UnansweredCount> Unanswered)
{
    /// <summary>Access in the scope that appeared after the population was recorded.</summary>
    public int Late { get; init; }

    /// <summary>Items whose access changed since the population was recorded, while the review was open.</summary>
    public int Changed { get; init; }

    /// <summary>Items whose access was gone before anybody decided.</summary>
    public int Gone { get; init; }

    /// <summary>Late access that was added to the campaign. It is counted in the items too.</summary>
    public int LateAdded { get; init; }

    /// <summary>Decisions that took effect without a sign-off when the campaign closed.</summary>
    public int NotSignedOff { get; init; }

    /// <summary>The reviewers of the items, by name.</summary>
    public IReadOnlyList<PersonView> Reviewers { get; init; } = [];

    /// <summary>Removals that ended, or are still open, after they were due.</summary>
    public required int RemovalsLate { get; init; }

    /// <summary>Removed access that the person got again.</summary>
    public required int GrantedAgain { get; init; }
}

/// <summary>Counts the items while they are written.</summary>
/// <param name="firstDue">The due date before any extension.</param>
internal sealed class PackSummary(DateTimeOffset firstDue)
{
    private readonly SortedDictionary<ItemOutcome, int> _outcomes = [];
    private readonly Dictionary<string, (string Name, int Removed, int Late, List<double> Hours)> _deciders = [];
    private readonly SortedDictionary<Decision, int> _decisions = [];
    private readonly Dictionary<string, (string Name, int Items)> _unanswered = [];
    private readonly SortedDictionary<string, int> _policies = new(StringComparer.Ordinal);
    private readonly List<double> _hours = [];
    private int _late, _lateAdded, _changed;
    private int _items, _undecided, _needsAttention, _ownAccess;
    private readonly Dictionary<UserId, PersonView> _reviewers = [];
    private int _notSignedOff;
    private readonly Dictionary<RemovalState, int> _removals = [];
    private int _lateRemovals, _grantedAgain;

    public void Add(ItemEvidence item)
    {
        _items++;
        if (item.Outcome is { } outcome)
            _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
        else
            _undecided++;
        _changed += item.Changes is null ? 0 : 1;
        _needsAttention += item.NeedsAttention ? 1 : 0;
        _notSignedOff += item.Decision?.SignOff is { By: null } ? 1 : 0;
        foreach (var reviewer in item.Reviewers)
            _reviewers[reviewer.Id] = reviewer;
        if (item.Removal is { } removal)
        {
            _removals[removal.State] = _removals.GetValueOrDefault(removal.State) + 1;
            _lateRemovals += removal.IsLate ? 1 : 0;
            _grantedAgain += removal.GrantedAgainAt is null ? 0 : 1;
        }

        if (item.Policy is { } policy)
            _policies[policy] = _policies.GetValueOrDefault(policy) + 1;
        if (item.Outcome is null or ItemOutcome.KeptBySilence or ItemOutcome.RemovedBySilence)
        {
            foreach (var reviewer in item.Reviewers)
                _unanswered[reviewer.Id.Value] = (reviewer.Name, _unanswered.GetValueOrDefault(reviewer.Id.Value).Items + 1);
        }

        if (item is not { Decision: { } decision, OpenedAt: { } opened })
            return;
        _decisions[decision.Decision] = _decisions.GetValueOrDefault(decision.Decision) + 1;
        _ownAccess += decision.IsOwnAccess ? 1 : 0;
        var hours = (decision.At - opened).TotalHours;
        _hours.Add(hours);
        var known = _deciders.GetValueOrDefault(decision.By.Id.Value, (decision.By.Name, 0, 0, []));
        known.Hours.Add(hours);
        _deciders[decision.By.Id.Value] = (known.Name, known.Removed + (item.Outcome == ItemOutcome.Removed ? 1 : 0), known.Late + (decision.At > firstDue ? 1 : 0), known.Hours);
    }

    public void Add(LateItem late)
    {
        _late++;
        _lateAdded += late.Progress.State == LateState.Added ? 1 : 0;
    }

    public PackNumbers Complete() => new(
        _items,
        _undecided,
        [.. _outcomes.Select(one => new OutcomeCount(one.Key, one.Value))],
        _needsAttention,
        _ownAccess,
        Percentile(_hours, 0.5),
        Percentile(_hours, 0.9),
        Days(Percentile(_hours, 0.5)),
        Days(Percentile(_hours, 0.9)),
        Count(RemovalState.CoolingOff, RemovalState.Contested, RemovalState.Started),
        Count(RemovalState.Done, RemovalState.AlreadyRemoved),
        Count(RemovalState.StillThere),
        [.. _decisions.Select(one => new DecisionCount(one.Key, one.Value))],
        [
            .. _deciders.OrderByDescending(one => one.Value.Hours.Count).ThenBy(one => one.Key, StringComparer.Ordinal)
                .Select(one => new DeciderCount(one.Key, one.Value.Name, one.Value.Hours.Count, one.Value.Removed, one.Value.Hours.Count - one.Value.Late, one.Value.Late,
                    Percentile(one.Value.Hours, 0.5) ?? 0, Percentile(one.Value.Hours, 0.9) ?? 0)),
        ],
        [
            .. _unanswered.OrderByDescending(one => one.Value.Items).ThenBy(one => one.Key, StringComparer.Ordinal)
                .Select(one => new UnansweredCount(one.Key, one.Value.Name, one.Value.Items)),
        ])
    {
        Changed = _changed,
        Gone = _outcomes.GetValueOrDefault(ItemOutcome.AlreadyRemoved),
        Late = _late,
        LateAdded = _lateAdded,
        NotSignedOff = _notSignedOff,
        Reviewers = [.. _reviewers.Values.OrderBy(reviewer => reviewer.Name, StringComparer.Ordinal).ThenBy(reviewer => reviewer.Id.Value, StringComparer.Ordinal)],
        RemovalsLate = _lateRemovals,
        GrantedAgain = _grantedAgain,
    };

    private int Count(params IReadOnlyList<RemovalState> states) => states.Sum(state => _removals.GetValueOrDefault(state));

    /// <summary>The policies of the tasks.</summary>
    public IReadOnlyList<PolicyCount> Policies => [.. _policies.Select(one => new PolicyCount(one.Key, one.Value))];

    private static double? Days(double? hours) => hours is { } known ? Math.Round(known / 24, 2) : null;

    /// <summary>The smallest value that this share of the values does not exceed; null: there are none.</summary>
    private static double? Percentile(List<double> values, double share)
    {
        if (values.Count == 0)
            return null;
        values.Sort();
        return Math.Round(values[(int)Math.Ceiling(values.Count * share) - 1], 2);
    }
}
