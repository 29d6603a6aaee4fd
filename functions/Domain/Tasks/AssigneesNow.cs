using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;

namespace AccessReview.Domain.Tasks;

/// <summary>
/// Who should be the assignees of an open task now. Assignees by the step's rule follow that rule. The fallback is used
/// only while the rule finds nobody. Reassigned and escalated assignees keep the task while they are eligible.
/// If nobody is left, the step's rule applies again.
/// </summary>
internal static class AssigneesNow
{
    /// <summary>Groups settle in one or two rounds; the bound only guards against rules that never agree.</summary>
    private const int MaxRounds = 8;

    /// <summary>The assignees; empty: nobody is eligible. The same search for the result finds the same people.</summary>
    public static IReadOnlyList<Assignee> Of(ReviewTask task, DirectoryFacts facts, DateTimeOffset now)
    {
        if (task.CurrentStep.AsksHolder())
            return HolderRules.Find(task.Subject, facts);
        // A person whom one group finds can belong to another group, which then finds others: repeat until nothing changes.
        var (before, found) = (task.Assignees, Evaluate(task, task.Assignees, facts, now));
        for (var rounds = 1; rounds < MaxRounds && !AreSame(before, found); rounds++)
            (before, found) = (found, Evaluate(task, found, facts, now));
        return found;
    }

    /// <summary>Do both lists ask the same people, with the same people to decide for them?</summary>
    public static bool AreSame(IEnumerable<Assignee> one, IEnumerable<Assignee> other) => Named(one).SetEquals(Named(other));

    private static HashSet<(UserId Found, UserId User, UserId? Delegate)> Named(IEnumerable<Assignee> assignees) =>
        [.. assignees.Select(assignee => (assignee.Found, assignee.User, assignee.Delegate))];

    private static IReadOnlyList<Assignee> Evaluate(ReviewTask task, IReadOnlyList<Assignee> assignees, DirectoryFacts facts, DateTimeOffset now)
    {
        var search = new Search(task, assignees, facts, now);
        List<Assignee> found = [.. assignees.GroupBy(assignee => (assignee.Reason, assignee.Source)).SelectMany(search.Of).DistinctBy(assignee => assignee.User)];
        return found.Count > 0 ? found : AssigneeSearch.ForStep(task.CurrentStep, task.Subject, task.NotEligible(), facts, now);
    }

    private sealed record Search(ReviewTask Task, IReadOnlyList<Assignee> Assignees, DirectoryFacts Facts, DateTimeOffset Now)
    {
        /// <summary>The current assignees in place of those that were found in the same way.</summary>
        public IEnumerable<Assignee> Of(IGrouping<(AssigneeReason Reason, AssigneeSource? Source), Assignee> group) => (group.Key.Reason, group.Key.Source) switch
        {
            (AssigneeReason.Rule, _) => ByRule(),
            (AssigneeReason.Fallback, _) when ByRule() is { Count: > 0 } better => better,
            (AssigneeReason.Fallback or AssigneeReason.Escalated, { } source and not (AssigneeSource.Named or AssigneeSource.AssigneesManagers)) =>
                StillIn(group, new AssigneeRule(source), group.Key.Reason),
            (AssigneeReason.Fallback or AssigneeReason.Escalated or AssigneeReason.Reassigned, _) => Staying(group),
        };

        private List<Assignee> ByRule() => Found(Task.CurrentStep.Assignees, AssigneeReason.Rule);

        /// <summary>The assignees whom the rule still finds. New matches are added only if none of the old ones is left.</summary>
        private List<Assignee> StillIn(IEnumerable<Assignee> group, AssigneeRule rule, AssigneeReason reason)
        {
            var named = AssigneeSearch.Candidates(rule, Task.Subject, [], Facts).ToHashSet();
            List<Assignee> staying = [.. Staying(group.Where(assignee => named.Contains(assignee.Found)))];
            return staying.Count > 0 ? staying : Found(rule, reason);
        }

        /// <summary>
        /// An assignee found by another rule gets this rule as source, unless a reassignment or escalation keeps them.
        /// Otherwise the next check would drop them.
        /// </summary>
        private List<Assignee> Found(AssigneeRule rule, AssigneeReason reason) =>
        [
            .. AssigneeSearch.Candidates(rule, Task.Subject, [], Facts).Select(candidate => Assignees.FirstOrDefault(assignee => assignee.Found == candidate) is { } known
                ? Stay(IsKept(known) ? known : known with { Reason = reason, Source = rule.Source })
                : AssigneeSearch.Present(candidate, reason, rule.Source, Task.Subject, Task.NotEligible(), Facts, Now)).OfType<Assignee>(),
        ];

        /// <summary>The rule cannot be evaluated again for these assignees. They stay while they are eligible.</summary>
        private static bool IsKept(Assignee assignee) =>
            assignee.Reason == AssigneeReason.Reassigned
            || (assignee.Reason == AssigneeReason.Escalated && assignee.Source is null or AssigneeSource.Named or AssigneeSource.AssigneesManagers);

        private IEnumerable<Assignee> Staying(IEnumerable<Assignee> assignees) => assignees.Select(Stay).OfType<Assignee>();

        /// <summary>The assignee with their current delegate; null: no longer eligible.</summary>
        private Assignee? Stay(Assignee assignee)
        {
            var present = AssigneeSearch.Present(assignee.Found, assignee.Reason, assignee.Source, Task.Subject, Task.NotEligible(), Facts, Now);
            if (present is null || assignee.InsteadOf is not null)
                return present;
            // An assignee who goes out of office keeps the task: their links stay valid and they may still decide.
            return assignee with { Delegate = present.InsteadOf is null ? null : present.User };
        }
    }
}
