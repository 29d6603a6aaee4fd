namespace AccessReview.Domain.Tasks;

/// <summary>Changes of the access while its review is open. Only tasks of campaigns have them.</summary>
public sealed partial record ReviewTask
{
    /// <summary>What reviewers rely on, as last recorded; null: no campaign opened the task, or an earlier build did.</summary>
    public ReliedFacts? Relied { get; init; }

    /// <summary>The changes since the task's campaign recorded its population, oldest first; null: none.</summary>
    public IReadOnlyList<AccessChange>? AccessChanges { get; init; }

    /// <summary>Increases with each change of the access. A decision names the one that the decider saw.</summary>
    public int AccessVersion => AccessChanges?.Count ?? 0;
}
