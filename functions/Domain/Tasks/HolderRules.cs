using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;

namespace AccessReview.Domain.Tasks;

/// <summary>
/// The stage in which the holder of an access is asked whether they still need it. It is the only place where people act on their own
/// access. They can give it up; they can never certify it.
/// </summary>
public static class HolderRules
{
    /// <summary>Returns whether the step asks the holder, and nobody else.</summary>
    public static bool AsksHolder(this PolicyStep step) => step.Assignees.Source == AssigneeSource.Holder;

    /// <summary>Returns whether the task asks this person about their own access now.</summary>
    public static bool IsAsked(ReviewTask task, UserId person) => task.IsOpen && task.Subject.User == person && task.CurrentStep.AsksHolder() && task.IsAssignedTo(person);

    /// <summary>Returns whether the person can answer: they are active and can sign in.</summary>
    public static bool CanAnswer(User? holder) => holder is { IsActive: true, Email.Length: > 0 } && !holder.Roles.HasFlag(Roles.Auditor);

    /// <summary>The holder as the only assignee; empty: they cannot answer, so the stage is skipped.</summary>
    internal static IReadOnlyList<Assignee> Find(Subject subject, DirectoryFacts facts) =>
        CanAnswer(facts.Find(subject.User)) ? [new Assignee(subject.User, AssigneeReason.Rule, AssigneeSource.Holder)] : [];
}
