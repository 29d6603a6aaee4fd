using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Policies;

/// <summary>Chooses a policy for every subject that meets all of its conditions. Without conditions, it chooses for every subject.</summary>
public sealed record PolicyRule
{
    public required TaskKind Kind { get; init; }

    /// <summary>The id of the chosen policy, which must be for the same kind.</summary>
    public required string Policy { get; init; }

    /// <summary>The lowest risk that the rule applies to.</summary>
    public Risk MinimumRisk { get; init; }

    /// <summary>The only app that the rule applies to; null: any app.</summary>
    public AppId? App { get; init; }

    /// <summary>The only entitlement that the rule applies to; null: any entitlement.</summary>
    public EntitlementId? Entitlement { get; init; }

    public bool AppliesTo(TaskKind kind, PolicySubject subject) =>
        Kind == kind
        && MinimumRisk <= subject.Risk
        && (App is null || App == subject.App)
        && (Entitlement is null || Entitlement == subject.Entitlement);

    /// <summary>Returns whether this rule applies wherever <paramref name="other"/> does, so that the other is never reached after it.</summary>
    internal bool Covers(PolicyRule other) =>
        Kind == other.Kind
        && MinimumRisk <= other.MinimumRisk
        && (App is null || App == other.App)
        && (Entitlement is null || Entitlement == other.Entitlement);
}
