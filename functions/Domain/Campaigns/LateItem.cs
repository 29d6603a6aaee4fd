using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Campaigns;

/// <summary>What becomes of an access that appeared while the campaign was open.</summary>
public enum LateState
{
    /// <summary>Nobody decided whether the campaign reviews it.</summary>
    Waiting,

    /// <summary>The campaign reviews it.</summary>
    Added,

    /// <summary>The next campaign reviews it.</summary>
    Left,

    /// <summary>The person no longer had it when it should have been added.</summary>
    Gone,
}

/// <summary>What became of a late access.</summary>
public sealed record LateProgress
{
    public LateState State { get; init; }

    /// <summary>When the directory got the access.</summary>
    public required DateTimeOffset AppearedAt { get; init; }

    /// <summary>Who would review it, when it was found.</summary>
    public IReadOnlyList<UserId> Reviewers { get; init; } = [];

    /// <summary>Neither the rule nor the fallback found a reviewer.</summary>
    public bool NeedsAttention { get; init; }

    /// <summary>The position of its item; null: it was not added.</summary>
    public int? Position { get; init; }

    /// <summary>Who added it or left it; null: nobody.</summary>
    public UserId? By { get; init; }

    public DateTimeOffset? At { get; init; }
}

/// <summary>
/// An access in a campaign's scope that appeared after the population was recorded. It is not part of the population. How it came is in
/// its grant.
/// </summary>
public sealed record LateItem(CampaignId Campaign, FrozenItem Frozen, LateProgress Progress)
{
    /// <summary>An access that ended and appeared again is another late access than before.</summary>
    public static string IdOf(CampaignId campaign, Grant grant) =>
        TaskId.Derive($"{campaign}\n{AccessKey.Of(grant)}\n{grant.Since.UtcTicks}", nameof(LateItem)).Value[1..];

    /// <summary>The access as found now.</summary>
    /// <param name="found">What a recording of the population would record of it.</param>
    public static LateItem Of(CampaignId campaign, FrozenItem found, FoundReviewers reviewers, DateTimeOffset appearedAt) => new(
        campaign,
        found with { Id = IdOf(campaign, found.Grant) },
        new LateProgress { AppearedAt = appearedAt, Reviewers = [.. reviewers.Assignees.Select(assignee => assignee.User)], NeedsAttention = reviewers.NeedsAttention });

    /// <summary>Returns whether an access is late although the population has an item of it: the item ended because the access did.</summary>
    /// <param name="task">The task of the item; null: the population has no item of it, or its task was not opened.</param>
    public static bool IsNew(ReviewTask? task) => task is null or { Outcome: Outcome.Obsolete };

    /// <summary>Returns whether the owner can still decide so. What was left can be added later.</summary>
    public bool MayBecome(LateState state) => (Progress.State, state) is (LateState.Waiting or LateState.Left, LateState.Added) or (LateState.Waiting, LateState.Left);

    public LateItem Become(LateState state, UserId? by, DateTimeOffset at, int? position = null) =>
        this with { Progress = Progress with { State = state, By = by, At = at, Position = position } };

    /// <summary>The item of the campaign that it becomes.</summary>
    public CampaignItem ToItem(int position) => new(
        Campaign, position, Frozen, new ItemProgress { Reviewers = Progress.Reviewers, NeedsAttention = Progress.NeedsAttention, AppearedAt = Progress.AppearedAt });
}
