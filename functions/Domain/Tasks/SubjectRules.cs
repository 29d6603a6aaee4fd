using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Tasks;

/// <summary>
/// A task's subject is a snapshot for the record. These rules compare it with the current directory: whether anything is
/// left to decide, which risk applies, and which names to show. Data that was not loaded is ignored.
/// </summary>
public static class SubjectRules
{
    /// <summary>Why nothing is left to decide at <paramref name="now"/>; null: there is something to decide.</summary>
    public static ObsoleteCause? NothingLeft(TaskKind kind, Subject subject, DirectoryFacts facts, DateTimeOffset now) => kind switch
    {
        TaskKind.Approval or TaskKind.Provisioning => WhyNotToRecord(subject, facts, now) ?? (facts.Access is { IsHeld: true } ? ObsoleteCause.AlreadyHeld : null),
        TaskKind.Certification or TaskKind.Revocation => WhyNotToRemove(facts),
        // If access is removed at its end date, only a later end date lets it stay, not a missing one.
        TaskKind.Deprovisioning => WhyNotToRemove(facts) ?? (subject.Until is not null && facts.Access?.Grant?.Until > now ? ObsoleteCause.EndMoved : null),
    };

    /// <summary>Why no grant may be recorded at <paramref name="now"/>; null: it may be recorded.</summary>
    public static ObsoleteCause? WhyNotToRecord(Subject subject, DirectoryFacts facts, DateTimeOffset now)
    {
        if (HasLeft(subject, facts))
            return ObsoleteCause.SubjectInactive;
        if (facts.Access is { Entitlement: null })
            return ObsoleteCause.EntitlementGone;
        return subject.Until <= now ? ObsoleteCause.EndPassed : null;
    }

    /// <summary>Why <paramref name="decision"/> is not possible now, although the kind has it; null: it is possible.</summary>
    public static ObsoleteCause? Against(Decision decision, TaskKind kind, Subject subject, DirectoryFacts facts, DateTimeOffset now) =>
        NothingLeft(kind, subject, facts, now) ?? (Keeps(decision) ? WhyNotToKeep(subject, facts, now) : null);

    /// <summary>Why the access may not stay; null: it may.</summary>
    public static ObsoleteCause? WhyNotToKeep(Subject subject, DirectoryFacts facts, DateTimeOffset now)
    {
        if (HasLeft(subject, facts))
            return ObsoleteCause.SubjectInactive;
        if (facts.Access is { Entitlement: null })
            return ObsoleteCause.EntitlementGone;
        return facts.Access?.Grant?.Until <= now ? ObsoleteCause.EndPassed : null;
    }

    /// <summary>The decisions that are possible now: those of the kind that the current directory allows.</summary>
    public static IReadOnlyList<Decision> DecisionsOf(TaskKind kind, Subject subject, DirectoryFacts facts, DateTimeOffset now) =>
        [.. KindRules.DecisionsOf(kind).Where(decision => Against(decision, kind, subject, facts, now) is null)];

    /// <summary>The decisions of a kind; without those that keep the access if it may not be kept.</summary>
    public static IReadOnlyList<Decision> DecisionsOf(TaskKind kind, bool mayKeep) => [.. KindRules.DecisionsOf(kind).Where(decision => mayKeep || !Keeps(decision))];

    /// <summary>The outcome of a task that has nothing left to decide. If its work turns out to be done, it is completed.</summary>
    public static Outcome OutcomeOf(TaskKind kind, ObsoleteCause cause) =>
        (kind, cause) is (TaskKind.Provisioning, ObsoleteCause.AlreadyHeld) or (TaskKind.Deprovisioning, ObsoleteCause.NotHeld) ? Outcome.Completed : Outcome.Obsolete;

    /// <summary>
    /// The effective risk: the higher of the original and the current one. It determines steps, sign-in and required reasons.
    /// </summary>
    public static Risk RiskOf(Subject subject, DirectoryFacts facts) =>
        facts.Access?.Entitlement is { } entitlement && entitlement.Risk > subject.Risk ? entitlement.Risk : subject.Risk;

    /// <summary>The subject as shown to users: with current names and the effective risk.</summary>
    public static Subject Today(Subject subject, DirectoryFacts facts) => subject with
    {
        UserName = facts.Find(subject.User)?.DisplayName ?? subject.UserName,
        EntitlementName = facts.Access?.Entitlement?.Name ?? subject.EntitlementName,
        AppName = facts.Access?.App?.Name ?? subject.AppName,
        Risk = RiskOf(subject, facts),
        IsProtected = IsProtected(subject, facts) ? true : null,
    };

    /// <summary>True if the access was protected at the opening or is now.</summary>
    public static bool IsProtected(Subject subject, DirectoryFacts facts) =>
        subject.IsProtected == true || (facts.Access is { } access && GrantProtection.Holds(access.Grant, access.Entitlement));

    private static bool Keeps(Decision decision) => decision is Decision.Certify or Decision.Decline;

    private static ObsoleteCause? WhyNotToRemove(DirectoryFacts facts) => facts.Access is { IsHeld: false } ? ObsoleteCause.NotHeld : null;

    private static bool HasLeft(Subject subject, DirectoryFacts facts) =>
        !AccountHolder.Is(subject.User) && (facts.Find(subject.User) is { } person ? !person.IsActive : facts.Access is not null);
}
