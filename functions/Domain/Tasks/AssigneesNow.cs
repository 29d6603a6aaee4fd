using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;

namespace AccessReview.Domain.Tasks;

/// <summary>
/// Who should have an open task now. Whom the step's rule found follows the rule. The fallback is asked only as long as the rule
/// finds nobody. Whom a reassignment or an escalation found keeps the task as long as they may be asked. Nobody left: the step's
/// rule begins anew.
/// </summary>
internal static class AssigneesNow
{
    /// <summary>Groups settle in one or two looks; the bound only guards against rules that never agree.</summary>
    private const int MaxLooks = 8;

    /// <summary>Empty when nobody may be asked. To ask again with the result finds the same people.</summary>
    public static IReadOnlyList<Assignee> Of(ReviewTask task, DirectoryFacts facts, DateTimeOffset now)
    {
        // Whom one group finds anew can belong to another group, which then finds others: look until nothing changes.
        var (before, found) = (task.Assignees, Look(task, task.Assignees, facts, now));
        for (var looks = 1; looks < MaxLooks && !AreSame(before, found); looks++)
            (before, found) = (found, Look(task, found, facts, now));
        return found;
    }

    /// <summary>Do both lists ask the same people, with the same people to decide for them?</summary>
    public static bool AreSame(IEnumerable<Assignee> one, IEnumerable<Assignee> other) => Named(one).SetEquals(Named(other));

    private static HashSet<(UserId Found, UserId User, UserId? Delegate)> Named(IEnumerable<Assignee> assignees) =>
        [.. assignees.Select(assignee => (assignee.Found, assignee.User, assignee.Delegate))];

    private static IReadOnlyList<Assignee> Look(ReviewTask task, IReadOnlyList<Assignee> assignees, DirectoryFacts facts, DateTimeOffset now)
    {
        var search = new Search(task, assignees, facts, now);
        List<Assignee> found = [.. assignees.GroupBy(assignee => (assignee.Reason, assignee.Source)).SelectMany(search.Of).DistinctBy(assignee => assignee.User)];
        return found.Count > 0 ? found : AssigneeSearch.ForStep(task.CurrentStep, task.Subject, facts, now);
    }

    private sealed record Search(ReviewTask Task, IReadOnlyList<Assignee> Assignees, DirectoryFacts Facts, DateTimeOffset Now)
    {
        /// <summary>What becomes of those who were found in the same way.</summary>
        public IEnumerable<Assignee> Of(IGrouping<(AssigneeReason Reason, AssigneeSource? Source), Assignee> group) => (group.Key.Reason, group.Key.Source) switch
        {
            (AssigneeReason.Rule, _) => ByRule(),
            (AssigneeReason.Fallback, _) when ByRule() is { Count: > 0 } better => better,
            (AssigneeReason.Fallback or AssigneeReason.Escalated, { } source and not (AssigneeSource.Named or AssigneeSource.AssigneesManagers)) =>
                StillIn(group, new AssigneeRule(source), group.Key.Reason),
            (AssigneeReason.Fallback or AssigneeReason.Escalated or AssigneeReason.Reassigned, _) => Staying(group),
        };

        private List<Assignee> ByRule() => Found(Task.CurrentStep.Assignees, AssigneeReason.Rule);

        /// <summary>Those whom the rule still finds. Whoever joined them is not asked as well, unless none of them is left.</summary>
        private List<Assignee> StillIn(IEnumerable<Assignee> group, AssigneeRule rule, AssigneeReason reason)
        {
            var named = AssigneeSearch.Candidates(rule, Task.Subject, [], Facts).ToHashSet();
            List<Assignee> staying = [.. Staying(group.Where(assignee => named.Contains(assignee.Found)))];
            return staying.Count > 0 ? staying : Found(rule, reason);
        }

        /// <summary>Who was found in another way before is from now on found in this one, unless that other way keeps them whatever is found: else the next look would miss them.</summary>
        private List<Assignee> Found(AssigneeRule rule, AssigneeReason reason) =>
        [
            .. AssigneeSearch.Candidates(rule, Task.Subject, [], Facts).Select(candidate => Assignees.FirstOrDefault(assignee => assignee.Found == candidate) is { } known
                ? Stay(IsKept(known) ? known : known with { Reason = reason, Source = rule.Source })
                : AssigneeSearch.Present(candidate, reason, rule.Source, Task.Subject, Facts, Now)).OfType<Assignee>(),
        ];

        /// <summary>How they were found is not known any more: what counts is whether they may still be asked.</summary>
        private static bool IsKept(Assignee assignee) =>
            assignee.Reason == AssigneeReason.Reassigned
            || (assignee.Reason == AssigneeReason.Escalated && assignee.Source is null or AssigneeSource.Named or AssigneeSource.AssigneesManagers);

        private IEnumerable<Assignee> Staying(IEnumerable<Assignee> assignees) => assignees.Select(Stay).OfType<Assignee>();

        /// <summary>The assignee with who decides for them now; null when they may not be asked any more.</summary>
        private Assignee? Stay(Assignee assignee)
        {
            var present = AssigneeSearch.Present(assignee.Found, assignee.Reason, assignee.Source, Task.Subject, Facts, Now);
            if (present is null || assignee.InsteadOf is not null)
                return present;
            // Who had the task before they went away keeps it: their links work, and they may still decide.
            return assignee with { Delegate = present.InsteadOf is null ? null : present.User };
        }
    }
}
