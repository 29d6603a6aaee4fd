using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Tasks;

/// <summary>
/// A task's subject is a snapshot for the record. These rules compare it with the directory of today: whether anything is
/// left to decide, which risk counts, and which names to show. What nobody looked up is not judged.
/// </summary>
public static class SubjectRules
{
    /// <summary>Why nothing is left to decide at <paramref name="now"/>; null: there is something.</summary>
    public static ObsoleteCause? NothingLeft(TaskKind kind, Subject subject, DirectoryFacts facts, DateTimeOffset now) => kind switch
    {
        TaskKind.Approval or TaskKind.Provisioning => WhyNotToRecord(subject, facts, now) ?? (facts.Access is { IsHeld: true } ? ObsoleteCause.AlreadyHeld : null),
        TaskKind.Certification or TaskKind.Revocation => WhyNotToRemove(facts),
        // Removed at its end: only a later end, not a missing one, lets the access stay.
        TaskKind.Deprovisioning => WhyNotToRemove(facts) ?? (subject.Until is not null && facts.Access?.Grant?.Until > now ? ObsoleteCause.EndMoved : null),
    };

    /// <summary>Why no grant may be recorded at <paramref name="now"/>; null: one may.</summary>
    public static ObsoleteCause? WhyNotToRecord(Subject subject, DirectoryFacts facts, DateTimeOffset now)
    {
        if (HasLeft(subject, facts))
            return ObsoleteCause.SubjectInactive;
        if (facts.Access is { Entitlement: null })
            return ObsoleteCause.EntitlementGone;
        return subject.Until <= now ? ObsoleteCause.EndPassed : null;
    }

    /// <summary>Why <paramref name="decision"/> cannot be taken now, although it belongs to the kind; null: it can.</summary>
    public static ObsoleteCause? Against(Decision decision, TaskKind kind, Subject subject, DirectoryFacts facts, DateTimeOffset now) =>
        NothingLeft(kind, subject, facts, now) ?? (Keeps(decision) ? WhyNotToKeep(subject, facts, now) : null);

    /// <summary>Why the access can only be removed now; null: it may stay.</summary>
    public static ObsoleteCause? WhyNotToKeep(Subject subject, DirectoryFacts facts, DateTimeOffset now)
    {
        if (HasLeft(subject, facts))
            return ObsoleteCause.SubjectInactive;
        if (facts.Access is { Entitlement: null })
            return ObsoleteCause.EntitlementGone;
        return facts.Access?.Grant?.Until <= now ? ObsoleteCause.EndPassed : null;
    }

    /// <summary>The decisions that can be taken now: those of the kind without those that the directory of today forbids.</summary>
    public static IReadOnlyList<Decision> DecisionsOf(TaskKind kind, Subject subject, DirectoryFacts facts, DateTimeOffset now) =>
        [.. KindRules.DecisionsOf(kind).Where(decision => Against(decision, kind, subject, facts, now) is null)];

    /// <summary>The decisions of a kind, without those that keep the access where it may not be kept.</summary>
    public static IReadOnlyList<Decision> DecisionsOf(TaskKind kind, bool mayKeep) => [.. KindRules.DecisionsOf(kind).Where(decision => mayKeep || !Keeps(decision))];

    /// <summary>What a task closes with that has nothing left to decide. Work that turns out to be done is completed.</summary>
    public static Outcome OutcomeOf(TaskKind kind, ObsoleteCause cause) =>
        (kind, cause) is (TaskKind.Provisioning, ObsoleteCause.AlreadyHeld) or (TaskKind.Deprovisioning, ObsoleteCause.NotHeld) ? Outcome.Completed : Outcome.Obsolete;

    /// <summary>The higher risk of then and now decides about steps, sign-in and reasons.</summary>
    public static Risk RiskOf(Subject subject, DirectoryFacts facts) =>
        facts.Access?.Entitlement is { } entitlement && entitlement.Risk > subject.Risk ? entitlement.Risk : subject.Risk;

    /// <summary>The subject as people are shown it: today's names, and the risk that counts.</summary>
    public static Subject Today(Subject subject, DirectoryFacts facts) => subject with
    {
        UserName = facts.Find(subject.User)?.DisplayName ?? subject.UserName,
        EntitlementName = facts.Access?.Entitlement?.Name ?? subject.EntitlementName,
        AppName = facts.Access?.App?.Name ?? subject.AppName,
        Risk = RiskOf(subject, facts),
    };

    private static bool Keeps(Decision decision) => decision is Decision.Certify or Decision.Decline;

    private static ObsoleteCause? WhyNotToRemove(DirectoryFacts facts) => facts.Access is { IsHeld: false } ? ObsoleteCause.NotHeld : null;

    private static bool HasLeft(Subject subject, DirectoryFacts facts) =>
        facts.Find(subject.User) is { } person ? !person.IsActive : facts.Access is not null;
}
