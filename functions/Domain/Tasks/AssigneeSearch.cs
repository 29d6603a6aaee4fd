using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;

namespace AccessReview.Domain.Tasks;

/// <summary>Finds who is asked. Nobody is found who is the subject, has left, or may only read; who is out of office is replaced by their delegate, one hop.</summary>
public static class AssigneeSearch
{
    /// <summary>The step's rule, else its fallback, else the admins; empty when even these are not eligible.</summary>
    public static IReadOnlyList<Assignee> ForStep(PolicyStep step, Subject subject, DirectoryFacts facts, DateTimeOffset now)
    {
        var found = Find(step.Assignees, AssigneeReason.Rule, subject, [], facts, now);
        if (found.Count == 0)
            found = Find(step.Fallback, AssigneeReason.Fallback, subject, [], facts, now);
        if (found.Count == 0)
            found = Find(new AssigneeRule(AssigneeSource.Admins), AssigneeReason.Fallback, subject, [], facts, now);
        return found;
    }

    /// <summary>Whom an escalation of <paramref name="task"/> turns to, else the admins; empty when nobody eligible is found.</summary>
    public static IReadOnlyList<Assignee> ForRung(AssigneeRule rule, ReviewTask task, DirectoryFacts facts, DateTimeOffset now)
    {
        var found = Find(rule, AssigneeReason.Escalated, task.Subject, task.Assignees, facts, now);
        return found.Count > 0 ? found : Find(new AssigneeRule(AssigneeSource.Admins), AssigneeReason.Escalated, task.Subject, task.Assignees, facts, now);
    }

    /// <summary>May <paramref name="person"/> be asked about <paramref name="subject"/>'s access?</summary>
    public static bool IsEligible(User? person, Subject subject) =>
        person is { IsActive: true } && person.Id != subject.User && !person.Roles.HasFlag(Roles.Auditor);

    /// <summary><paramref name="candidate"/> or whoever stands in for them; null when they may not be asked.</summary>
    internal static Assignee? Present(UserId candidate, AssigneeReason reason, AssigneeSource? source, Subject subject, DirectoryFacts facts, DateTimeOffset now)
    {
        var person = facts.Find(candidate);
        if (!IsEligible(person, subject))
            return null;
        if (person!.DelegateAt(now) is not { } standIn) // IsEligible: not null.
            return new Assignee(candidate, reason, source);
        return IsEligible(facts.Find(standIn), subject) ? new Assignee(standIn, reason, source, candidate) : new Assignee(candidate, reason, source);
    }

    private static List<Assignee> Find(
        AssigneeRule rule, AssigneeReason reason, Subject subject, IReadOnlyList<Assignee> current, DirectoryFacts facts, DateTimeOffset now) =>
        [.. Candidates(rule, subject, current, facts)
            .Select(candidate => Present(candidate, reason, rule.Source, subject, facts, now))
            .OfType<Assignee>()
            .DistinctBy(assignee => assignee.User)];

    /// <summary>Whom a rule names, whether or not they may be asked.</summary>
    internal static IEnumerable<UserId> Candidates(AssigneeRule rule, Subject subject, IReadOnlyList<Assignee> current, DirectoryFacts facts) => rule.Source switch
    {
        AssigneeSource.SubjectManager => facts.Find(subject.User)?.ManagerId is { } manager ? [manager] : [],
        AssigneeSource.AssigneesManagers => current.Select(assignee => facts.Find(assignee.User)?.ManagerId).OfType<UserId>(),
        AssigneeSource.AppOwners => facts.AppOwners,
        AssigneeSource.EntitlementOwners => facts.EntitlementOwners,
        AssigneeSource.Admins => facts.Admins,
        AssigneeSource.Named => rule.Users,
    };
}
