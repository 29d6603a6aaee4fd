using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Tasks;

/// <summary>What a task was before a decision that can be undone.</summary>
/// <param name="By">The decider, who alone can undo it.</param>
/// <param name="Until">When the decision takes effect.</param>
/// <param name="Version">The version of the decision.</param>
public sealed record UndoPoint(UserId By, DateTimeOffset Until, long Version)
{
    public required int Step { get; init; }

    public required int Generation { get; init; }

    public required IReadOnlyList<Assignee> Assignees { get; init; }

    public required IReadOnlyList<UserId> FormerAssignees { get; init; }

    public IReadOnlyList<int>? BegunSteps { get; init; }

    public required DateTimeOffset StepStartedAt { get; init; }

    public required int NextRung { get; init; }

    /// <summary>The question that the decision ended; null: none was open.</summary>
    public OpenQuestion? Question { get; init; }

    public IReadOnlyList<LadderPause>? Pauses { get; init; }
}
