using AccessReview.App.Directory;
using AccessReview.App.Tasks;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Campaigns;

/// <param name="NeedsLook">The directory no longer allowed it when its reviewer signed off.</param>
public sealed record StagedItemView(Decision Decision, PersonView By, DateTimeOffset At, bool NeedsLook);

/// <summary>A decision in a stage of an item.</summary>
/// <param name="Stage">From 1; 0: the question to the person whether they still need the access.</param>
public sealed record StageDecisionView(int Stage, PersonView By, PersonView? OnBehalfOf, Decision Decision, string? Reason, DateTimeOffset At);

/// <summary>An item of a campaign as the API returns it. What was known of the access is as of the recording of the population.</summary>
/// <param name="Position">Its place in the population, from 1.</param>
/// <param name="Person">The person whose access it is; null: they were not in the directory.</param>
/// <param name="IsUnknown">The entitlement was not in the directory.</param>
/// <param name="Permits">What the access permits, as the directory described it.</param>
/// <param name="Reviewers">The expected reviewers; once the task is open, its assignees.</param>
/// <param name="NeedsAttention">Neither the rule nor the fallback found a reviewer.</param>
/// <param name="Task">The number of its task; null: not opened.</param>
/// <param name="Stage">The current stage of an open item with several stages, from 1; 0: the question to the person.</param>
/// <param name="Decisions">The decisions of the stages, oldest first; null: none, or it has one stage.</param>
/// <param name="Outcome">Null: not over yet.</param>
/// <param name="Silence">What the rule for missing answers means for it; null: it has an answer, or the campaign has not closed.</param>
/// <param name="Removal">The task that removes the access.</param>
public sealed record CampaignItemView(
    string Id,
    int Position,
    Subject Subject,
    FrozenPerson? Person,
    Grant Grant,
    bool IsUnknown,
    bool IsPrivileged,
    IReadOnlyList<string> Tags,
    string? Permits,
    ItemState State,
    IReadOnlyList<PersonView> Reviewers,
    bool NeedsAttention,
    int? Task,
    int? Stage,
    IReadOnlyList<StageDecisionView>? Decisions,
    ItemOutcome? Outcome,
    PersonView? DecidedBy,
    PersonView? OnBehalfOf,
    string? Reason,
    DateTimeOffset? EndedAt,
    SilenceEffect? Silence,
    TaskId? Removal)
{
    /// <summary>new, changed or unchanged since it was last certified; null: not compared, as by earlier builds.</summary>
    public DeltaKind? Change { get; init; }

    /// <summary>What has changed since the last certification.</summary>
    public IReadOnlyList<ChangedFact> Changed { get; init; } = [];

    /// <summary>It was certified together with other unchanged access, in one step; null: alone.</summary>
    public bool? IsTogether { get; init; }

    /// <summary>What changed of the access since the population was recorded, while the review was open; null: nothing.</summary>
    public IReadOnlyList<AccessChange>? Changes { get; init; }

    /// <summary>When the access appeared, if it was added after the population was recorded; null: it is in the population.</summary>
    public DateTimeOffset? AppearedAt { get; init; }

    /// <summary>The decision that takes effect at the sign-off; null: none.</summary>
    public StagedItemView? Staged { get; init; }

    /// <summary>When the reviewer signed off the decision; null: not signed off, or the campaign has no sign-off.</summary>
    public DateTimeOffset? SignedOffAt { get; init; }

    internal static async Task<IReadOnlyList<CampaignItemView>> OfAsync(
        DirectoryStore directory, IReadOnlyList<CampaignItem> items, CancellationToken cancellationToken)
    {
        var names = await CampaignNames.ReadAsync(
            directory,
            items.SelectMany(item => item.Progress.Reviewers.Select(reviewer => (UserId?)reviewer).Append(item.Progress.DecidedBy).Append(item.Progress.OnBehalfOf).Append(item.Progress.Staged?.By)
                .Concat((item.Progress.Decisions ?? []).SelectMany(decision => new UserId?[] { decision.By, decision.OnBehalfOf }))),
            cancellationToken);
        return [.. items.Select(item => Of(item, names))];
    }

    private static CampaignItemView Of(CampaignItem item, CampaignNames names)
    {
        var (frozen, progress) = (item.Frozen, item.Progress);
        return new(
            frozen.Id, item.Position, frozen.Subject, frozen.Person, frozen.Grant, frozen.IsUnknown, frozen.IsPrivileged, frozen.Tags, frozen.Permits,
            progress.State, [.. progress.Reviewers.Select(names.View)], progress.NeedsAttention, progress.Task, progress.Stage,
            progress.Decisions is { } decisions ? [.. decisions.Select(one => new StageDecisionView(one.Stage, names.View(one.By), names.View(one.OnBehalfOf), one.Decision, one.Reason, one.At))] : null,
            progress.Outcome,
            names.View(progress.DecidedBy), names.View(progress.OnBehalfOf), progress.Reason, progress.EndedAt, progress.Silence, progress.Removal)
        {
            AppearedAt = progress.AppearedAt,
            Changes = progress.Changes,
            Change = frozen.Delta?.Change,
            Changed = frozen.Delta?.Changed ?? [],
            IsTogether = progress.IsTogether,
            Staged = progress.Staged is { } staged ? new StagedItemView(staged.Decision, names.View(staged.By), staged.At, staged.NeedsLook) : null,
            SignedOffAt = progress.SignedOffAt,
        };
    }
}
