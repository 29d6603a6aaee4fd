namespace AccessReview.Domain.Tasks;

/// <summary>The exception that waits for an approval.</summary>
public sealed partial record ReviewTask
{
    /// <summary>Null: none, as in rows of earlier builds.</summary>
    public ExceptionProposal? Exception { get; init; }

    /// <summary>Who must act now: the assignees, or who can approve the pending exception.</summary>
    private IReadOnlyList<Assignee> Actors => Exception?.Approvers ?? Assignees;

    private ReviewTask Propose(TaskEvent.ExceptionProposed proposed) => this with
    {
        Exception = new ExceptionProposal(Decisions[^1].By, Decisions[^1].OnBehalfOf, proposed.Approvers),
        Generation = Generation + 1,
    };

    private ReviewTask Approve(TaskEvent.ExceptionApproved approved) => this with
    {
        Exception = null,
        Decisions = [.. Decisions.SkipLast(1), Decisions[^1] with { Approval = new ExceptionApproval(approved.By.User ?? default, approved.Reason, approved.At) }],
    };

    /// <summary>The decision has not taken effect, and the assignees decide again.</summary>
    private ReviewTask Deny() => WithoutException() with { Generation = Generation + 1 };

    private ReviewTask WithoutException() => Exception is null ? this : this with { Exception = null, Decisions = [.. Decisions.SkipLast(1)] };
}
