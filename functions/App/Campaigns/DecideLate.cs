using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Campaigns;

/// <summary>What became of one late access.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">Null: the campaign has no such late access.</param>
/// <param name="Position">The position of its item; null: it was not added.</param>
public sealed record LateResult(string Id, LateState? State, int? Position);

/// <summary>Adds late access to a campaign, or leaves it to the next one. Each access has its own result.</summary>
public sealed class DecideLate(CampaignStore campaigns, LateItems late, CampaignRuns runs, DirectoryStore directory, TimeProvider clock)
{
    // A transaction has 100 actions: the event, the state, and for each access its row and its item.
    private const int PageSize = (EntityGroup.MaxActions - 2) / 2;

    /// <exception cref="ProblemException">Not found, refused or busy. What was decided before stays.</exception>
    internal async Task<IReadOnlyList<LateResult>> ExecuteAsync(
        DurableTaskClient client, Caller caller, CampaignId id, OperationId operation, bool adds, IReadOnlyList<string> wanted, CancellationToken cancellationToken)
    {
        List<LateResult> results = [];
        foreach (var (index, page) in wanted.Distinct(StringComparer.Ordinal).Chunk(PageSize).Index())
        {
            results.AddRange(await Contention.RetryAsync(
                async _ => await TryAsync(page, $"{operation.Value}-{index}") is { } done ? Contention.Done(done) : Contention.Overtaken<IReadOnlyList<LateResult>>(),
                () => throw Problems.Busy(),
                cancellationToken));
        }

        if (await campaigns.LoadAsync(id, CancellationToken.None) is { } after)
            await runs.WakeAsync(client, after.Campaign, CancellationToken.None);
        return results;

        // Returns null if somebody else changed the campaign meanwhile.
        async Task<IReadOnlyList<LateResult>?> TryAsync(string[] ids, string step)
        {
            var stored = await campaigns.LoadAsync(id, cancellationToken) ?? throw Problems.NotFound();
            var rows = await BoundedReads.AllAsync(ids, (one, token) => late.FindAsync(id, one, token), cancellationToken);
            var state = adds ? LateState.Added : LateState.Left;
            var open = rows.Values.OfType<TableEntity>().Select(row => (Row: row, Late: CampaignRows.ReadLate(row))).Where(one => one.Late.MayBecome(state)).ToList();
            var held = await BoundedReads.AllAsync(open.Select(one => one.Late.Frozen.ToAccessKey()), directory.FindGrantAsync, cancellationToken);
            var now = clock.GetUtcNow();
            var takes = open.Where(one => !adds || held[one.Late.Frozen.ToAccessKey()] is { IsHeld: true }).ToList();
            var happened = Decide(stored.Campaign, new CampaignCommand.DecideLate(takes.Count, adds) { At = now, By = caller.Actor });

            // From here on the caller's cancellation is ignored.
            foreach (var (row, gone) in open.Except(takes))
                await late.TrySaveAsync(row, gone.Become(LateState.Gone, caller.Id, now), CancellationToken.None);
            var changed = takes.Select((one, place) => (one.Row, Late: one.Late.Become(state, caller.Id, now, adds ? stored.Campaign.Items + place + 1 : null))).ToList();
            if (happened is not null
                && await campaigns.AppendLateAsync(
                    stored,
                    happened,
                    step,
                    changed.Select(one => LateItems.Changed(one.Row, one.Late)),
                    adds ? changed.Select(one => one.Late.ToItem(one.Late.Progress.Position!.Value)) : [], // Just set.
                    CancellationToken.None) is null)
            {
                return null;
            }

            var after = await BoundedReads.AllAsync(ids, (one, token) => late.FindAsync(id, one, token), CancellationToken.None);
            return [.. ids.Select(one => after[one] is { } row && CampaignRows.ReadLate(row).Progress is var progress ? new LateResult(one, progress.State, progress.Position) : new LateResult(one, null, null))];
        }
    }

    private static CampaignEvent? Decide(Campaign campaign, CampaignCommand command) => CampaignMachine.Decide(campaign, command) switch
    {
        CampaignRuling.Accepted accepted => accepted.Event,
        CampaignRuling.Refused refused => throw CampaignProblems.Of(refused.Why, campaign),
        var other => throw new InvalidOperationException($"{other} is no ruling."),
    };
}
