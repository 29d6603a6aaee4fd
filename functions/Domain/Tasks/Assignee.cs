using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;

namespace AccessReview.Domain.Tasks;

/// <summary>Why somebody has a task.</summary>
public enum AssigneeReason
{
    Rule,
    Fallback,
    Reassigned,
    Escalated,
}

/// <summary>Somebody who is asked, and why them.</summary>
/// <param name="Source">Where the rule found them; null after a reassignment.</param>
/// <param name="InsteadOf">Who is out of office and would have been asked.</param>
public sealed record Assignee(UserId User, AssigneeReason Reason, AssigneeSource? Source = null, UserId? InsteadOf = null)
{
    /// <summary>Who may decide too while <see cref="User"/> is out of office. The task stays with <see cref="User"/>, who may decide as before.</summary>
    public UserId? Delegate { get; init; }

    /// <summary>Whom the rule, the reassignment or the escalation found.</summary>
    public UserId Found => InsteadOf ?? User;

    /// <summary>Everybody whom it names.</summary>
    public IEnumerable<UserId> People => new UserId?[] { User, InsteadOf, Delegate }.OfType<UserId>();
}
