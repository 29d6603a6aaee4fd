using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Policies;

/// <summary>How tasks of one kind find their assignees and what happens when these are silent. A task keeps the policy that it was opened with.</summary>
public sealed record Policy
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required TaskKind Kind { get; init; }

    /// <summary>In order; at least one, and at least one applies to every risk.</summary>
    public required IReadOnlyList<PolicyStep> Steps { get; init; }
}

public sealed record PolicyStep
{
    public required string Name { get; init; }

    public required AssigneeRule Assignees { get; init; }

    /// <summary>Asked when <see cref="Assignees"/> finds nobody; the admins are asked when this finds nobody either.</summary>
    public AssigneeRule Fallback { get; init; } = new(AssigneeSource.Admins);

    /// <summary>The step is left out for entitlements below this risk.</summary>
    public Risk MinimumRisk { get; init; }

    /// <summary>Rising by time; ends with <see cref="RungAction.Close"/> or <see cref="RungAction.SkipStep"/>.</summary>
    public required IReadOnlyList<Rung> Ladder { get; init; }

    /// <summary>Decisions that need a reason.</summary>
    public IReadOnlyList<Decision> ReasonRequiredFor { get; init; } = [];

    public bool AllowsReassignment { get; init; } = true;

    /// <summary>The only people a task may be reassigned to; empty: anybody eligible.</summary>
    public IReadOnlyList<UserId> ReassignableTo { get; init; } = [];

    public bool AppliesTo(Risk risk) => MinimumRisk <= risk;

    /// <summary>When the ladder ends.</summary>
    public TimeSpan Length => Ladder.Count == 0 ? TimeSpan.Zero : Ladder[^1].After;
}
