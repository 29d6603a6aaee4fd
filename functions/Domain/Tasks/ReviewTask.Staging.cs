namespace AccessReview.Domain.Tasks;

public sealed partial record ReviewTask
{
    /// <summary>The decision that takes effect at the sign-off; null: none, as in rows of earlier builds.</summary>
    public StagedDecision? Staged { get; init; }

    /// <summary>Nobody has to decide before the sign-off: a decision is staged, and nothing was found against it.</summary>
    public bool IsStaged => Staged is { MustBeConfirmed: false };

    private StagedDecision StagedOf(TaskEvent.DecisionStaged staged) => new(staged.Decision, staged.Reason, staged.At, staged.By, staged.IsOverride, staged.OnBehalfOf)
    {
        Version = Version + 1,
        Access = staged.Access,
        RaisedRisk = staged.RaisedRisk,
        Terms = staged.Terms,
        Bulk = staged.Bulk,
        IsTogether = staged.IsTogether,
    };
}
