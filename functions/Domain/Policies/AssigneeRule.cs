using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Policies;

/// <summary>Where a rule looks for people.</summary>
public enum AssigneeSource
{
    SubjectManager,

    /// <summary>The managers of those who have the task now.</summary>
    AssigneesManagers,
    AppOwners,
    EntitlementOwners,
    Admins,

    /// <summary>The people named by the rule itself.</summary>
    Named,
}

/// <summary>How a policy finds people for a task.</summary>
public sealed record AssigneeRule(AssigneeSource Source)
{
    /// <summary>For <see cref="AssigneeSource.Named"/> only.</summary>
    public IReadOnlyList<UserId> Users { get; init; } = [];
}
