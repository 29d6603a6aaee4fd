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
    /// <summary>Empty when nobody may be asked.</summary>
    public static IReadOnlyList<Assignee> Of(ReviewTask task, DirectoryFacts facts, DateTimeOffset now)
    {
        var search = new Search(task, facts, now);
        List<Assignee> found = [.. task.Assignees.GroupBy(assignee => (assignee.Reason, assignee.Source)).SelectMany(search.Of).DistinctBy(assignee => assignee.User)];
        return found.Count > 0 ? found : AssigneeSearch.ForStep(task.CurrentStep, task.Subject, facts, now);
    }

    private sealed record Search(ReviewTask Task, DirectoryFacts Facts, DateTimeOffset Now)
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
            .. AssigneeSearch.Candidates(rule, Task.Subject, [], Facts).Select(candidate => Task.Assignees.FirstOrDefault(assignee => assignee.Found == candidate) is { } known
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
