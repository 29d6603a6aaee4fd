using AccessReview.App.Directory;
using AccessReview.App.Tasks;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Campaigns;

public sealed record OutcomeCount(ItemOutcome Outcome, int Count);

/// <param name="Items">The items that the person reviews.</param>
/// <param name="Open">Those that are not decided yet.</param>
public sealed record ReviewerProgress(PersonView Reviewer, int Items, int Open);

/// <param name="Stage">From 1; 0: the question to the person.</param>
/// <param name="Open">Items that wait in the stage.</param>
public sealed record StageProgress(int Stage, int Open);

/// <param name="Items">The items of the app.</param>
/// <param name="Open">Those that are not decided yet.</param>
public sealed record AppProgress(AppId App, string Name, int Items, int Open);

/// <summary>The progress of a campaign, counted from its items.</summary>
/// <param name="Items">All items.</param>
/// <param name="NotOpened">Items whose task is not opened yet.</param>
/// <param name="Silent">Items without an answer, for which the rule is not applied yet.</param>
/// <param name="Done">Items with an outcome.</param>
/// <param name="NeedsAttention">Items without an outcome for which neither the rule nor the fallback found a reviewer.</param>
/// <param name="Stages">The open items by stage; empty: the campaign has one stage.</param>
/// <param name="Reviewers">By the number of open items, highest first. An item with several reviewers counts for each.</param>
public sealed record CampaignProgress(
    int Items,
    int NotOpened,
    int Open,
    int Silent,
    int Done,
    int NeedsAttention,
    IReadOnlyList<OutcomeCount> Outcomes,
    IReadOnlyList<StageProgress> Stages,
    IReadOnlyList<ReviewerProgress> Reviewers,
    IReadOnlyList<AppProgress> Apps)
{
    /// <summary>Items whose access changed since the population was recorded, while the review was open.</summary>
    public int Changed { get; init; }

    /// <summary>Access in the scope that appeared while the campaign was open.</summary>
    public LateCounts Late { get; init; } = new(0, 0, 0, 0);
}

/// <param name="Waiting">Nobody decided yet whether the campaign reviews it.</param>
/// <param name="Added">The campaign reviews it. These are counted as items too.</param>
/// <param name="Left">The next campaign reviews it.</param>
/// <param name="Gone">The person no longer had it when it should have been added.</param>
public sealed record LateCounts(int Waiting, int Added, int Left, int Gone);

/// <summary>Counts the progress of a campaign.</summary>
public sealed class CampaignProgressReader(CampaignItems items, LateItems late, DirectoryStore directory)
{
    internal async Task<CampaignProgress> ReadAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        var states = new Dictionary<ItemState, int>();
        var outcomes = new SortedDictionary<ItemOutcome, int>();
        var reviewers = new Dictionary<UserId, (int Items, int Open)>();
        var apps = new Dictionary<AppId, (string Name, int Items, int Open)>();
        var stages = new SortedDictionary<int, int>();
        var (needsAttention, changed) = (0, 0);
        await foreach (var (_, _, frozen, progress) in items.ReadAsync(campaign, cancellationToken))
        {
            var open = progress.State is ItemState.Frozen or ItemState.Open ? 1 : 0;
            states[progress.State] = states.GetValueOrDefault(progress.State) + 1;
            if (progress.Outcome is { } outcome)
                outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
            if (progress.Stage is { } stage)
                stages[stage] = stages.GetValueOrDefault(stage) + 1;
            if (progress.NeedsAttention && open == 1)
                needsAttention++;
            changed += progress.Changes is null ? 0 : 1;
            foreach (var reviewer in progress.Reviewers)
                reviewers[reviewer] = (reviewers.GetValueOrDefault(reviewer).Items + 1, reviewers.GetValueOrDefault(reviewer).Open + open);
            var (_, itemsOfApp, openOfApp) = apps.GetValueOrDefault(frozen.Subject.App);
            apps[frozen.Subject.App] = (frozen.Subject.AppName, itemsOfApp + 1, openOfApp + open);
        }

        var names = await CampaignNames.ReadAsync(directory, reviewers.Keys.Select(reviewer => (UserId?)reviewer), cancellationToken);
        return new CampaignProgress(
            states.Values.Sum(),
            states.GetValueOrDefault(ItemState.Frozen),
            states.GetValueOrDefault(ItemState.Open),
            states.GetValueOrDefault(ItemState.Silent),
            states.GetValueOrDefault(ItemState.Done),
            needsAttention,
            [.. outcomes.Select(one => new OutcomeCount(one.Key, one.Value))],
            [.. stages.Select(one => new StageProgress(one.Key, one.Value))],
            [
                .. reviewers.OrderByDescending(one => one.Value.Open).ThenBy(one => names.Of(one.Key), StringComparer.CurrentCulture).ThenBy(one => one.Key.Value, StringComparer.Ordinal)
                    .Select(one => new ReviewerProgress(names.View(one.Key), one.Value.Items, one.Value.Open)),
            ],
            [
                .. apps.OrderByDescending(one => one.Value.Open).ThenBy(one => one.Value.Name, StringComparer.CurrentCulture)
                    .Select(one => new AppProgress(one.Key, one.Value.Name, one.Value.Items, one.Value.Open)),
            ])
        {
            Changed = changed,
            Late = await late.CountAsync(campaign, cancellationToken),
        };
    }
}
