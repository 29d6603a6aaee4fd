using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;

namespace AccessReview.Domain.Tasks;

/// <summary>Why a user has a task.</summary>
public enum AssigneeReason
{
    Rule,
    Fallback,
    Reassigned,
    Escalated,
}

/// <summary>A user who may decide a task, and why.</summary>
/// <param name="Source">Which rule found the user; null after a reassignment.</param>
/// <param name="InsteadOf">The user who is out of office and would have been assigned.</param>
public sealed record Assignee(UserId User, AssigneeReason Reason, AssigneeSource? Source = null, UserId? InsteadOf = null)
{
    /// <summary>
    /// The delegate who may decide too while <see cref="User"/> is out of office. <see cref="User"/> keeps the task and may
    /// still decide.
    /// </summary>
    public UserId? Delegate { get; init; }

    /// <summary>The user whom the rule, the reassignment or the escalation found.</summary>
    public UserId Found => InsteadOf ?? User;

    /// <summary>All users in this record.</summary>
    public IEnumerable<UserId> People => new UserId?[] { User, InsteadOf, Delegate }.OfType<UserId>();
}
