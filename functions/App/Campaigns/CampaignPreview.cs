using AccessReview.App.Directory;
using AccessReview.App.Tasks;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Campaigns;

/// <param name="Items">How many items the person would review.</param>
public sealed record ReviewerLoad(PersonView Reviewer, int Items);

/// <param name="Stage">The number of the stage, from 1. If the holder is asked first, all stages of reviewers are later ones.</param>
/// <param name="Reviewers">By the number of items, highest first, if every item reached the stage.</param>
public sealed record StageLoad(int Stage, IReadOnlyList<ReviewerLoad> Reviewers);

/// <summary>An access in a preview.</summary>
/// <param name="Reviewers">Who would review it.</param>
public sealed record PreviewedAccess(PersonView Person, EntitlementId Entitlement, string EntitlementName, string AppName, IReadOnlyList<PersonView> Reviewers);

/// <summary>Access of one kind in a preview: the number, and the first of them.</summary>
public sealed record PreviewedGroup(int Count, IReadOnlyList<PreviewedAccess> First);

/// <param name="Keeps">How much access would stay.</param>
/// <param name="Removals">How much access would be removed.</param>
/// <param name="NeedsSecondPerson">A second person would have to confirm the removals.</param>
public sealed record PreviewedSilence(int Keeps, int Removals, bool NeedsSecondPerson);

/// <summary>What a campaign would do if it were started now. Nothing is written.</summary>
/// <param name="At">When this was computed.</param>
/// <param name="ImportedAt">When the newest import of the directory completed; null: unknown.</param>
/// <param name="Reviewers">By the number of items, highest first.</param>
/// <param name="LaterStages">Who would review in the stages after the first one.</param>
/// <param name="NeedsAttention">Access for which neither the rule nor the fallback finds a reviewer. Administrators would review it.</param>
/// <param name="OwnAccess">Access whose holder the rule names as a reviewer, and who would review it instead.</param>
/// <param name="Mails">How many people would get a mail at the start.</param>
/// <param name="Silence">What the rule for missing answers would do if nobody answered.</param>
public sealed record CampaignPreview(
    DateTimeOffset At,
    DateTimeOffset? ImportedAt,
    int Items,
    IReadOnlyList<ExclusionCount> Excluded,
    IReadOnlyList<ReviewerLoad> Reviewers,
    IReadOnlyList<StageLoad> LaterStages,
    PreviewedGroup NeedsAttention,
    PreviewedGroup OwnAccess,
    int Mails,
    PreviewedSilence Silence)
{
    /// <summary>The apps of the items, and how old their data is.</summary>
    public IReadOnlyList<AppFreshnessView> Apps { get; init; } = [];

    /// <summary>Names the previewed items. Send it with the freeze, so that nothing else is recorded.</summary>
    public string Hash { get; init; } = "";

    /// <summary>The maximum number of items. A campaign with more does not start.</summary>
    public int MaxItems { get; init; } = CampaignPlan.MaxItems;

    /// <summary>The newest import of the directory is more than two days ago, or unknown.</summary>
    public bool IsStale => Population.IsStale(ImportedAt, At);
}

/// <summary>Computes the preview of a campaign.</summary>
public sealed class CampaignPreviewReader(PopulationReader population, FreshnessReader freshness, DirectoryStore directory, TimeProvider clock)
{
    private const int PageSize = 500;
    private const int MaxShown = 50;

    internal async Task<CampaignPreview> ReadAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var sum = new PreviewSum(campaign.Plan, now, MaxShown);
        string? after = null;
        do
        {
            var page = await population.ReadAsync(campaign, after, PageSize, now, cancellationToken);
            sum.Add(page);
            after = page.Next;
        }
        while (after is not null);

        var shown = sum.NeedsAttention.Concat(sum.OwnAccess).SelectMany(entry => entry.Reviewers.Assignees.Select(assignee => assignee.User));
        var names = await CampaignNames.ReadAsync(directory, sum.Loads.Keys.Concat(sum.LaterLoads.Values.SelectMany(loads => loads.Keys)).Concat(shown).Select(person => (UserId?)person), cancellationToken);
        return new CampaignPreview(
            now,
            await population.ImportedAtAsync(cancellationToken),
            sum.Items,
            PopulationView.CountsOf(sum.Excluded),
            LoadsOf(sum.Loads, names),
            [.. sum.LaterLoads.Select(stage => new StageLoad(stage.Key, LoadsOf(stage.Value, names)))],
            new PreviewedGroup(sum.NeedsAttentionCount, [.. sum.NeedsAttention.Select(entry => Show(entry, names))]),
            new PreviewedGroup(sum.OwnAccessCount, [.. sum.OwnAccess.Select(entry => Show(entry, names))]),
            sum.Loads.Count,
            sum.Silence())
        {
            Apps = [.. (await freshness.ReadAsync(sum.Apps, cancellationToken)).Select(app => AppFreshnessView.Of(app, now))],
            Hash = sum.Hash,
        };
    }

    private static IReadOnlyList<ReviewerLoad> LoadsOf(Dictionary<UserId, int> loads, CampaignNames names) =>
    [
        .. loads.OrderByDescending(load => load.Value).ThenBy(load => names.Of(load.Key), StringComparer.CurrentCulture)
            .Select(load => new ReviewerLoad(names.View(load.Key), load.Value)),
    ];

    private static PreviewedAccess Show(PopulationEntry entry, CampaignNames names)
    {
        var subject = entry.Item.Subject;
        return new(
            new PersonView(subject.User, subject.UserName), subject.Entitlement, subject.EntitlementName, subject.AppName,
            [.. entry.Reviewers.Assignees.Select(assignee => names.View(assignee.User))]);
    }
}
