using System.Security.Cryptography;
using System.Text;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Campaigns;

/// <summary>Adds up the pages of a population for a preview. Its size depends on the number of people and entitlements, not on that of grants.</summary>
internal sealed class PreviewSum(CampaignPlan plan, DateTimeOffset now, int maxShown)
{
    private readonly HashSet<EntitlementId> _used = [];
    private readonly Dictionary<EntitlementId, int> _holders = [];
    private readonly Dictionary<EntitlementId, int> _removals = [];

    // Access without a last use is unused only if the app reports usage at all, which is known at the end.
    private readonly Dictionary<EntitlementId, int> _removalsIfUsageIsKnown = [];
    private int _gone;

    public int Items { get; private set; }

    public Dictionary<ScopeExclusion, int> Excluded { get; } = [];

    public Dictionary<UserId, int> Loads { get; } = [];

    /// <summary>The number of items of each app.</summary>
    public Dictionary<AppId, int> Apps { get; } = [];

    /// <summary>SHA-256 over the ids of the items in their order: another one means another population.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>How many items each person would review in each later stage, by the number of the stage.</summary>
    public SortedDictionary<int, Dictionary<UserId, int>> LaterLoads { get; } = [];

    public int NeedsAttentionCount { get; private set; }

    public List<PopulationEntry> NeedsAttention { get; } = [];

    public int OwnAccessCount { get; private set; }

    public List<PopulationEntry> OwnAccess { get; } = [];

    public void Add(PopulationPage page)
    {
        foreach (var reason in page.Excluded)
            Count(Excluded, reason);
        foreach (var grant in page.Held)
        {
            Count(_holders, grant.EntitlementId);
            if (grant.LastUsedAt is not null)
                _used.Add(grant.EntitlementId);
        }

        foreach (var entry in page.Entries)
            Add(entry);
    }

    public PreviewedSilence Silence()
    {
        foreach (var (entitlement, count) in _removalsIfUsageIsKnown.Where(one => _used.Contains(one.Key)))
            _removals[entitlement] = _removals.GetValueOrDefault(entitlement) + count;
        var removals = _removals.Values.Sum();
        var exceeded = _removals.Where(one => plan.Guard.IsExceeded(one.Value, _holders.GetValueOrDefault(one.Key))).Select(one => one.Key);
        var result = new SilenceResult(Items - removals - _gone, removals, [.. exceeded]);
        return new PreviewedSilence(result.Keeps, result.Removals, result.NeedsGuard(plan.Guard));
    }

    private void Add(PopulationEntry entry)
    {
        Items++;
        Count(Apps, entry.Item.Subject.App);
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Hash}\n{entry.Item.Id}")));
        foreach (var assignee in entry.First.Assignees)
            Count(Loads, assignee.User);
        AddLater(entry);
        if (entry.Reviewers.NeedsAttention)
        {
            NeedsAttentionCount++;
            if (NeedsAttention.Count < maxShown)
                NeedsAttention.Add(entry);
        }

        if (entry.Reviewers.IsOwnAccess)
        {
            OwnAccessCount++;
            if (OwnAccess.Count < maxShown)
                OwnAccess.Add(entry);
        }

        AddSilence(entry);
    }

    private void AddLater(PopulationEntry entry)
    {
        var number = entry.First.AsksHolder ? 0 : 1;
        foreach (var stage in entry.Stages.Skip(1))
        {
            number++;
            if (!LaterLoads.TryGetValue(number, out var loads))
                LaterLoads[number] = loads = [];
            foreach (var assignee in stage.Assignees)
                Count(loads, assignee.User);
        }
    }

    private void AddSilence(PopulationEntry entry)
    {
        var subject = entry.Item.Subject;
        var (unknown, known) = (Judge(isUsageKnown: false), Judge(isUsageKnown: true));
        if (unknown == SilenceEffect.AlreadyRemoved)
            _gone++;
        else if (unknown == SilenceEffect.Remove)
            Count(_removals, subject.Entitlement);
        else if (known == SilenceEffect.Remove)
            Count(_removalsIfUsageIsKnown, subject.Entitlement);

        SilenceEffect Judge(bool isUsageKnown) => ItemRules.Silence(plan.NoResponse, subject, entry.Facts, isUsageKnown, now);
    }

    private static void Count<T>(Dictionary<T, int> counts, T key)
        where T : notnull => counts[key] = counts.GetValueOrDefault(key) + 1;
}
