using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Policies;

/// <summary>
/// How tasks of one kind find their assignees, and what happens when nobody decides. A task keeps the policy that it began
/// with.
/// </summary>
public sealed record Policy
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required TaskKind Kind { get; init; }

    /// <summary>In order. At least one, and at least one applies to every risk.</summary>
    public required IReadOnlyList<PolicyStep> Steps { get; init; }

    /// <summary>How the steps of a certification decide together; null: the first decision of a certification is final.</summary>
    public StageRule? Stages { get; init; }

    /// <summary>Everybody whom the rules of the policy name.</summary>
    public IEnumerable<UserId> NamedPeople() => Steps
        .SelectMany(step => step.Ladder.Select(rung => rung.Who).OfType<AssigneeRule>().Append(step.Assignees).Append(step.Fallback))
        .SelectMany(rule => rule.Users)
        .Distinct();
}

public sealed record PolicyStep
{
    public required string Name { get; init; }

    public required AssigneeRule Assignees { get; init; }

    /// <summary>Used when <see cref="Assignees"/> finds nobody. If it finds nobody either, the admins are assigned.</summary>
    public AssigneeRule Fallback { get; init; } = new(AssigneeSource.Admins);

    /// <summary>The step does not apply to entitlements below this risk.</summary>
    public Risk MinimumRisk { get; init; }

    /// <summary>In rising order of time. The last rung is <see cref="RungAction.Close"/> or <see cref="RungAction.SkipStep"/>.</summary>
    public required IReadOnlyList<Rung> Ladder { get; init; }

    /// <summary>Decisions that require a reason.</summary>
    public IReadOnlyList<Decision> ReasonRequiredFor { get; init; } = [];

    /// <summary>Who confirms a removal; only for revocations.</summary>
    public RemovalConfirmation ConfirmedBy { get; init; }

    public bool AllowsReassignment { get; init; } = true;

    /// <summary>The only users whom a task may be reassigned to; empty: any eligible user.</summary>
    public IReadOnlyList<UserId> ReassignableTo { get; init; } = [];

    public bool AppliesTo(Risk risk) => MinimumRisk <= risk;

    /// <summary>How long after the start of the step the ladder ends.</summary>
    public TimeSpan Length => Ladder.Count == 0 ? TimeSpan.Zero : Ladder[^1].After;
}
