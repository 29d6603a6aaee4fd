using System.Security.Cryptography;
using System.Text;
using AccessReview.App.Directory;
using AccessReview.App.Store;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Campaigns;

/// <summary>Records a campaign's population. Each page of items is written together with the progress, so no item is missing or doubled.</summary>
public sealed class FreezePopulation(CampaignStore campaigns, PopulationReader population, FreshnessReader freshness, TimeProvider clock)
{
    /// <summary>A transaction has 100 actions, and one of them is the progress.</summary>
    private const int PageSize = EntityGroup.MaxActions - 1;

    // Takes a few seconds. It is what a crash repeats, and how often the progress is updated.
    private const int PagesAtOnce = 10;

    internal async Task<WorkResult> RunAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        var stored = task.Stored;
        for (var pages = 0; pages < PagesAtOnce; pages++)
        {
            // Everything is judged by the time at which the recording began.
            var page = await population.ReadAsync(stored.Campaign, stored.Work.Cursor, PageSize, stored.Campaign.Changed.At, cancellationToken);
            var items = page.Entries.Select((entry, index) => ItemOf(stored.Campaign.Id, stored.Work.Population.Items + index + 1, entry)).ToList();
            var frozen = Add(stored.Work.Population, items, page.Excluded);
            if (await campaigns.SaveWorkAsync(stored, stored.Work with { Cursor = page.Next, Population = frozen, Apps = Count(stored.Work.Apps, items), GrantsRead = NewGrants.Before(stored.Campaign.Changed.At) }, items, cancellationToken) is not { } saved)
                return WorkResult.Continue;
            stored = saved;
            if (page.Next is null)
            {
                var complete = frozen with { ImportedAt = await population.ImportedAtAsync(cancellationToken), Apps = await freshness.ReadAsync(stored.Work.Apps, cancellationToken) };
                return new WorkResult(Complete(complete), stored);
            }
        }

        return WorkResult.Continue;
    }

    /// <summary>The hash over the items so far: SHA-256 of the hash before, a line break, and what was recorded of the item, as JSON.</summary>
    internal static string HashOf(
        string before, FrozenItem item) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{before}\n{RowJson.Write(item)}")));

    private CampaignCommand.CompleteFreeze Complete(Population frozen) => new(frozen) { At = clock.GetUtcNow(), By = Actor.System };

    private static CampaignItem ItemOf(CampaignId campaign, int position, PopulationEntry entry) => new(
        campaign,
        position,
        entry.Item,
        new ItemProgress { Reviewers = [.. entry.First.Assignees.Select(assignee => assignee.User)], NeedsAttention = entry.Reviewers.NeedsAttention });

    private static Dictionary<AppId, int> Count(IReadOnlyDictionary<AppId, int> before, IEnumerable<CampaignItem> items)
    {
        var counts = new Dictionary<AppId, int>(before);
        foreach (var item in items)
            counts[item.Frozen.Subject.App] = counts.GetValueOrDefault(item.Frozen.Subject.App) + 1;
        return counts;
    }

    private static Population Add(Population before, IReadOnlyList<CampaignItem> items, IReadOnlyList<ScopeExclusion> excluded)
    {
        var counts = new Dictionary<ScopeExclusion, int>(before.Excluded);
        foreach (var reason in excluded)
            counts[reason] = counts.GetValueOrDefault(reason) + 1;
        return before with
        {
            Items = before.Items + items.Count,
            Hash = items.Aggregate(before.Hash, (hash, item) => HashOf(hash, item.Frozen)),
            Excluded = counts,
            NeedsAttention = before.NeedsAttention + items.Count(item => item.Progress.NeedsAttention),
        };
    }
}
