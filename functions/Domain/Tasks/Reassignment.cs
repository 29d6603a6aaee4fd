using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Tasks;

/// <summary>Whom an open task can be reassigned to.</summary>
public static class Reassignment
{
    /// <summary>Why <paramref name="by"/> cannot reassign the task now; null: they can.</summary>
    public static Refusal? WhyNot(ReviewTask task, Actor by, DirectoryFacts facts, DateTimeOffset now)
    {
        if (TaskMachine.ActionsOf(task, by, facts, now).Contains(Authorization.TaskAction.Reassign))
            return null;
        if (TaskMachine.NothingLeft(task, facts, now) is { } cause)
            return Refusals.Of(cause);
        return task.CurrentStep.AllowsReassignment ? Refusal.NotAllowed : Refusal.ReassignNotAllowed;
    }

    /// <summary>Returns whether the policy lets the task go to <paramref name="person"/>.</summary>
    public static bool IsAllowed(ReviewTask task, UserId person) => task.CurrentStep.ReassignableTo is not { Count: > 0 } only || only.Contains(person);

    /// <summary>Returns whether to offer <paramref name="person"/>. Current assignees are no choice.</summary>
    public static bool IsChoice(ReviewTask task, User person) =>
        IsAllowed(task, person.Id)
        && AssigneeSearch.IsEligible(person, task.Subject, task.NotEligible())
        && !task.IsAssignedTo(person.Id);

    /// <summary>People to suggest before a search: the subject's manager and the owners, without those who are no choice.</summary>
    public static IReadOnlyList<User> Suggestions(ReviewTask task, DirectoryFacts facts)
    {
        UserId?[] near = [facts.Find(task.Subject.User)?.ManagerId, .. facts.EntitlementOwners, .. facts.AppOwners];
        return [.. near.OfType<UserId>().Distinct().Select(facts.Find).OfType<User>().Where(person => IsChoice(task, person))];
    }
}
