using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Policies;

/// <summary>Where a rule finds users.</summary>
public enum AssigneeSource
{
    SubjectManager,

    /// <summary>The managers of the current assignees.</summary>
    AssigneesManagers,
    AppOwners,
    EntitlementOwners,
    Admins,

    /// <summary>The users whom the rule lists.</summary>
    Named,

    /// <summary>The person who is responsible for the account; if nobody is, the app's owners.</summary>
    AccountResponsible,

    /// <summary>The person whose access it is; only for the first stage of a campaign, which asks whether they still need it.</summary>
    Holder,
}

/// <summary>How a policy finds the assignees of a task.</summary>
public sealed record AssigneeRule(AssigneeSource Source)
{
    /// <summary>For <see cref="AssigneeSource.Named"/> only.</summary>
    public IReadOnlyList<UserId> Users { get; init; } = [];
}
