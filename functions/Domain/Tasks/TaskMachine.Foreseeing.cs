using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;

namespace AccessReview.Domain.Tasks;

/// <summary>A step as it would be if it began now.</summary>
/// <param name="Step">The step of the policy.</param>
/// <param name="Applies">False: the risk is too low for it.</param>
/// <param name="Assignees">The expected assignees; empty if the step does not apply.</param>
public sealed record ForeseenStep(PolicyStep Step, bool Applies, IReadOnlyList<Assignee> Assignees)
{
    /// <summary>The task opens as confirmed: only its requester could have confirmed it, and the policy allows that.</summary>
    public bool IsConfirmedAtOnce { get; init; }
}

public static partial class TaskMachine
{
    /// <summary>
    /// The expected assignees of each step, if the task were opened now and each step were approved at once. They can change
    /// until then.
    /// </summary>
    /// <param name="requestedBy">The user who would open it; null: nobody in particular.</param>
    public static IReadOnlyList<ForeseenStep> Foresee(Policy policy, Subject subject, DirectoryFacts facts, DateTimeOffset now, UserId? requestedBy = null) =>
        [.. policy.Steps.Select((step, index) => step.AppliesTo(subject.Risk)
            ? new ForeseenStep(step, true, AssigneeSearch.ForStep(step, subject, ExcludedFrom(step, requestedBy), facts, now))
            {
                IsConfirmedAtOnce = index == FirstStep(policy, subject, facts) && IsConfirmedAtOnce(step, subject, requestedBy, facts, now),
            }
            : new ForeseenStep(step, false, []))];
}
