using AccessReview.Domain.Policies;

namespace AccessReview.Domain.Campaigns;

/// <summary>The stages of each item besides the first reviewers, and what their decisions mean together. Each item passes them on its own.</summary>
public sealed record CampaignStages
{
    /// <summary>The maximum number of stages of reviewers.</summary>
    public const int Max = 3;

    public StageRule Rule { get; init; }

    /// <summary>Before the reviewers, the holder is asked whether they still need the access.</summary>
    public bool AsksHolder { get; init; }

    /// <summary>The reviewers of the second and third stage; empty: there is one stage.</summary>
    public IReadOnlyList<CampaignReviewers> Later { get; init; } = [];

    /// <summary>Each stage's share of the time until the due date, in percent and in order, the holder's first; empty: equal parts.</summary>
    public IReadOnlyList<int> Shares { get; init; } = [];

    /// <summary>The number of stages, with the holder's.</summary>
    public int Count() => Later.Count + (AsksHolder ? 2 : 1);

    /// <summary>The share of a stage, as a part of 1.</summary>
    internal double ShareOf(int stage) => Shares.Count == 0 ? 1.0 / Count() : Shares[stage] / 100.0;

    /// <summary>Why no campaign can have these stages; null: it can.</summary>
    internal CampaignRefusal? FindFault()
    {
        if (Later.Count >= Max)
            return CampaignRefusal.TooManyStages;
        if (Later.Any(reviewers => !reviewers.IsPossible()))
            return CampaignRefusal.ReviewersMissing;
        return Shares.Count > 0 && (Shares.Count != Count() || Shares.Any(share => share < 1) || Shares.Sum() != 100) ? CampaignRefusal.SharesOutOfRange : null;
    }
}

/// <summary>A decision in a stage of an item.</summary>
/// <param name="Stage">The number of the stage, from 1; 0: the holder's.</param>
/// <param name="IsHolder">The holder answered whether they still need the access. It is no certification.</param>
/// <param name="OnBehalfOf">The assignee whose delegate decided; null: none.</param>
public sealed record StageDecision(
    int Stage, bool IsHolder, Directory.UserId By, Directory.UserId? OnBehalfOf, Tasks.Decision Decision, string? Reason, DateTimeOffset At);
