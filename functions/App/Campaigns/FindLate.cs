using AccessReview.App.Directory;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Campaigns;

/// <param name="IsMore">There is another page, or the campaign was changed by somebody else.</param>
/// <param name="Again">When there is more to read; null: nothing is known to come.</param>
internal sealed record LateTurn(bool IsMore, DateTimeOffset? Again = null);

/// <summary>
/// Finds the access that appeared in a campaign's scope since its population was recorded. It reads the notes of new grants page by page,
/// so the cost follows what changed. A page that a crash repeats lists nothing twice.
/// </summary>
public sealed class FindLate(
    CampaignStore campaigns, LateItems late, NewGrants notes, PopulationReader population, TaskStore tasks, DirectoryStore directory, TimeProvider clock)
{
    private const int PageSize = 100;

    internal async Task<LateTurn> RunAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var after = task.Work.GrantsRead ?? NewGrants.Before(task.Campaign.OpenedAt ?? task.Campaign.Changed.At);
        var page = await notes.ReadAsync(after, cancellationToken).Take(PageSize).ToListAsync(cancellationToken);
        // Newer notes may be of grants that are not written yet.
        var known = page.TakeWhile(note => note.At + ChangeMarks.LongestCommit <= now).ToList();
        if (known.Count == 0)
            return new LateTurn(false, page.Count == 0 ? null : page[0].At + ChangeMarks.LongestCommit);

        await ListAsync(task.Campaign, known, now, cancellationToken);
        await campaigns.SaveWorkAsync(task.Stored, task.Work with { GrantsRead = known[^1].Key }, [], cancellationToken);
        return new LateTurn(true);
    }

    private async Task ListAsync(Campaign campaign, IReadOnlyList<NotedGrant> noted, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var appeared = noted.GroupBy(note => note.Access).ToDictionary(notes => notes.Key, notes => notes.Max(note => note.At));
        var found = await BoundedReads.AllAsync(appeared.Keys, directory.FindGrantAsync, cancellationToken);
        // A note names the account that the grant had then. The grant may have got another one since.
        var held = found.Values.OfType<Grant>().Where(grant => grant.IsHeld).DistinctBy(AccessKey.Of).ToList();
        var page = await population.JudgeAsync(campaign, held, now, cancellationToken);
        var known = await BoundedReads.AllAsync(page.Entries.Select(entry => entry.Item.Task), tasks.LoadAsync, cancellationToken);
        foreach (var entry in page.Entries.Where(one => LateItem.IsNew(known[one.Item.Task]?.Task)))
        {
            var at = found.First(one => one.Value is { } grant && AccessKey.Of(grant) == AccessKey.Of(entry.Item.Grant)).Key;
            await late.AddAsync(LateItem.Of(campaign.Id, entry.Item, entry.Reviewers, appeared[at]), cancellationToken);
        }
    }
}
