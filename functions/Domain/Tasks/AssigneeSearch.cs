using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;

namespace AccessReview.Domain.Tasks;

/// <summary>
/// Finds assignees. The subject, inactive users and auditors are never assignees, nor is the person who recommended a removal if
/// the policy wants another person, nor who decided an earlier stage of the same review. A user who is out of office is replaced by their delegate, but not by the delegate's delegate.
/// </summary>
public static class AssigneeSearch
{
    /// <summary>Assignees by the step's rule, else by its fallback, else the admins; empty: nobody is eligible.</summary>
    /// <param name="excluded">People who may not decide: who recommended the removal, and who decided an earlier stage.</param>
    public static IReadOnlyList<Assignee> ForStep(PolicyStep step, Subject subject, IReadOnlyCollection<UserId> excluded, DirectoryFacts facts, DateTimeOffset now)
    {
        if (step.AsksHolder())
            return HolderRules.Find(subject, facts);
        var found = Find(step.Assignees, AssigneeReason.Rule, subject, excluded, [], facts, now);
        if (found.Count == 0)
            found = Find(step.Fallback, AssigneeReason.Fallback, subject, excluded, [], facts, now);
        if (found.Count == 0)
            found = Find(new AssigneeRule(AssigneeSource.Admins), AssigneeReason.Fallback, subject, excluded, [], facts, now);
        return found;
    }

    /// <summary>Returns whether the step's rule finds <paramref name="person"/> and nobody else.</summary>
    internal static bool FindsOnly(PolicyStep step, Subject subject, UserId person, DirectoryFacts facts, DateTimeOffset now) =>
        Find(step.Assignees, AssigneeReason.Rule, subject, [], [], facts, now) is [var only] && only.User == person;

    /// <summary>Assignees by the rung's rule for <paramref name="task"/>, else the admins; empty: nobody is eligible.</summary>
    public static IReadOnlyList<Assignee> ForRung(AssigneeRule rule, ReviewTask task, DirectoryFacts facts, DateTimeOffset now)
    {
        var found = Find(rule, AssigneeReason.Escalated, task.Subject, task.NotEligible(), task.Assignees, facts, now);
        return found.Count > 0 ? found : Find(new AssigneeRule(AssigneeSource.Admins), AssigneeReason.Escalated, task.Subject, task.NotEligible(), task.Assignees, facts, now);
    }

    /// <summary>Returns whether <paramref name="person"/> may be an assignee for <paramref name="subject"/>'s access.</summary>
    /// <param name="excluded">People who may not decide: who recommended the removal, and who decided an earlier stage.</param>
    public static bool IsEligible(User? person, Subject subject, IReadOnlyCollection<UserId> excluded) =>
        person is { IsActive: true } && person.Id != subject.User && person.Id != subject.AccountOwner && !excluded.Contains(person.Id) && !person.Roles.HasFlag(Roles.Auditor);

    /// <summary><paramref name="candidate"/> or their delegate as assignee; null: the candidate is not eligible.</summary>
    internal static Assignee? Present(UserId candidate, AssigneeReason reason, AssigneeSource? source, Subject subject, IReadOnlyCollection<UserId> excluded, DirectoryFacts facts, DateTimeOffset now)
    {
        var person = facts.Find(candidate);
        if (!IsEligible(person, subject, excluded))
            return null;
        if (person!.DelegateAt(now) is not { } delegateId) // IsEligible: not null.
            return new Assignee(candidate, reason, source);
        return IsEligible(facts.Find(delegateId), subject, excluded) ? new Assignee(delegateId, reason, source, candidate) : new Assignee(candidate, reason, source);
    }

    private static List<Assignee> Find(
        AssigneeRule rule, AssigneeReason reason, Subject subject, IReadOnlyCollection<UserId> excluded, IReadOnlyList<Assignee> current, DirectoryFacts facts, DateTimeOffset now) =>
        [.. Candidates(rule, subject, current, facts)
            .Select(candidate => Present(candidate, reason, rule.Source, subject, excluded, facts, now))
            .OfType<Assignee>()
            .DistinctBy(assignee => assignee.User)];

    /// <summary>The users whom a rule finds, eligible or not.</summary>
    internal static IEnumerable<UserId> Candidates(AssigneeRule rule, Subject subject, IReadOnlyList<Assignee> current, DirectoryFacts facts) => rule.Source switch
    {
        // An account has no manager.
        AssigneeSource.SubjectManager when AccountHolder.Is(subject.User) => Responsible(subject, facts),
        AssigneeSource.SubjectManager => facts.Find(subject.User)?.ManagerId is { } manager ? [manager] : [],
        AssigneeSource.AccountResponsible => Responsible(subject, facts),
        AssigneeSource.AssigneesManagers => current.Select(assignee => facts.Find(assignee.User)?.ManagerId).OfType<UserId>(),
        AssigneeSource.AppOwners => facts.AppOwners,
        AssigneeSource.EntitlementOwners => facts.EntitlementOwners,
        AssigneeSource.Admins => facts.Admins,
        AssigneeSource.Named => rule.Users,
        AssigneeSource.Holder => [], // They are never found as reviewers: see HolderRules.
    };

    /// <summary>The person who is responsible for the account; if nobody is named, or they have left or hold the access, the app's owners.</summary>
    private static IReadOnlyList<UserId> Responsible(Subject subject, DirectoryFacts facts) =>
        AccountHolder.ResponsibleFor(facts.Account) is { } responsible && IsEligible(facts.Find(responsible), subject, []) ? [responsible] : facts.AppOwners;
}
