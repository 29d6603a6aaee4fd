using AccessReview.App.Campaigns;
using AccessReview.Domain.Campaigns;

namespace AccessReview.App.EvidencePacks;

/// <param name="Decided">Items that the person decided.</param>
/// <param name="Removed">Those of them that they recommended to remove.</param>
/// <param name="MedianHours">The median time from the opening of the task to the decision.</param>
public sealed record DeciderCount(string Id, string Name, int Decided, int Removed, double MedianHours);

/// <summary>The numbers of a campaign, counted from the lines of <c>items.jsonl</c>.</summary>
public sealed record PackNumbers(
    int Items,
    int Undecided,
    IReadOnlyList<OutcomeCount> Outcomes,
    int NeedsAttention,
    int OwnAccess,
    double? MedianHours,
    double? Percentile90Hours,
    int RemovalsOpen,
    int RemovalsDone,
    int RemovalsStillThere,
    IReadOnlyList<DeciderCount> Deciders);

/// <summary>Counts the items while they are written.</summary>
internal sealed class PackSummary
{
    private readonly SortedDictionary<ItemOutcome, int> _outcomes = [];
    private readonly Dictionary<string, (string Name, int Removed, List<double> Hours)> _deciders = [];
    private readonly List<double> _hours = [];
    private int _items, _undecided, _needsAttention, _ownAccess;
    private readonly Dictionary<RemovalProof, int> _removals = [];

    public void Add(ItemEvidence item)
    {
        _items++;
        if (item.Outcome is { } outcome)
            _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
        else
            _undecided++;
        _needsAttention += item.NeedsAttention ? 1 : 0;
        if (item.Removal is { } removal)
            _removals[removal.Proof] = _removals.GetValueOrDefault(removal.Proof) + 1;
        if (item is not { Decision: { } decision, OpenedAt: { } opened })
            return;
        _ownAccess += decision.IsOwnAccess ? 1 : 0;
        var hours = (decision.At - opened).TotalHours;
        _hours.Add(hours);
        var known = _deciders.GetValueOrDefault(decision.By.Id.Value, (decision.By.Name, 0, []));
        known.Hours.Add(hours);
        _deciders[decision.By.Id.Value] = (known.Name, known.Removed + (item.Outcome == ItemOutcome.Removed ? 1 : 0), known.Hours);
    }

    public PackNumbers Complete() => new(
        _items,
        _undecided,
        [.. _outcomes.Select(one => new OutcomeCount(one.Key, one.Value))],
        _needsAttention,
        _ownAccess,
        Percentile(_hours, 0.5),
        Percentile(_hours, 0.9),
        _removals.GetValueOrDefault(RemovalProof.RequestedOnly),
        _removals.GetValueOrDefault(RemovalProof.AttestedByPerson),
        _removals.GetValueOrDefault(RemovalProof.StillThere),
        [
            .. _deciders.OrderByDescending(one => one.Value.Hours.Count).ThenBy(one => one.Key, StringComparer.Ordinal)
                .Select(one => new DeciderCount(one.Key, one.Value.Name, one.Value.Hours.Count, one.Value.Removed, Percentile(one.Value.Hours, 0.5) ?? 0)),
        ]);

    /// <summary>The smallest value that this share of the values does not exceed; null: there are none.</summary>
    private static double? Percentile(List<double> values, double share)
    {
        if (values.Count == 0)
            return null;
        values.Sort();
        return Math.Round(values[(int)Math.Ceiling(values.Count * share) - 1], 2);
    }
}
