using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;

namespace AccessReview.Domain.Tasks;

/// <summary>A step as it would be if it began now.</summary>
/// <param name="Step">As the policy has it.</param>
/// <param name="Applies">False: the risk is too low for it.</param>
/// <param name="Assignees">Whom it would ask; of a step that does not apply: nobody.</param>
public sealed record ForeseenStep(PolicyStep Step, bool Applies, IReadOnlyList<Assignee> Assignees);

public static partial class TaskMachine
{
    /// <summary>Whom a task would ask, step by step, if it were opened now and each step said yes at once. A promise for nobody: people come and go.</summary>
    public static IReadOnlyList<ForeseenStep> Foresee(Policy policy, Subject subject, DirectoryFacts facts, DateTimeOffset now) =>
        [.. policy.Steps.Select(step => step.AppliesTo(subject.Risk)
            ? new ForeseenStep(step, true, AssigneeSearch.ForStep(step, subject, facts, now))
            : new ForeseenStep(step, false, []))];
}
