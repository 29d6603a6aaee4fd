using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Tasks;

/// <summary>How a closed task changes the grant that it is about.</summary>
public static class GrantRules
{
    /// <summary>The grant after the task; null: there is nothing that the task can change.</summary>
    /// <param name="grant">The subject's grant before, current or ended; null: never held.</param>
    /// <param name="task">The closed task.</param>
    /// <param name="effect">The change that follows from its end.</param>
    /// <param name="at">When the task closed.</param>
    public static Grant? After(Grant? grant, ReviewTask task, Effect.ChangeGrant effect, DateTimeOffset at) => effect.Change switch
    {
        GrantChange.Record => Record(grant, task, at),
        GrantChange.Certify => grant is { IsHeld: true } ? Certify(grant, task, effect.By, at) : null,
        GrantChange.End => grant is { IsHeld: true } ? grant with { State = GrantState.Ended, EndedAt = at } : null,
        GrantChange.MarkStillThere => grant is { IsHeld: true } ? grant with { State = GrantState.StillThere } : null,
    };

    private static Grant Certify(Grant grant, ReviewTask task, UserId? by, DateTimeOffset at)
    {
        var certified = grant with { LastCertifiedAt = at, LastCertifiedBy = by, CertifiedUntil = null, Exception = null, Certified = null };
        return task.LastDecision is { Decision: Decision.Certify } decision
            ? certified with { CertifiedUntil = decision.Terms?.Until, Exception = ExceptionOf(task, decision), Certified = decision.Certified }
            : certified;
    }

    private static ExceptionRecord? ExceptionOf(ReviewTask task, RecordedDecision decision) =>
        decision is { Terms: { Control: { } control, Until: { } until }, Reason: { } reason }
            ? new ExceptionRecord(until, control, reason, decision.By, decision.Approval?.By, task.Number) { Campaign = task.Campaign?.Id }
            : null;

    // If the grant already exists, for example from an import, the approved end date limits it, and everything else stays.
    private static Grant Record(Grant? grant, ReviewTask task, DateTimeOffset at) => grant is { IsHeld: true }
        ? grant with { State = GrantState.Active, Until = Earlier(grant.Until, task.Subject.Until) }
        : new Grant
        {
            UserId = task.Subject.User,
            EntitlementId = task.Subject.Entitlement,
            AppId = task.Subject.App,
            AccountId = grant is { IsAdditional: true } ? grant.AccountId : task.Subject.Account ?? grant?.AccountId,
            IsAdditional = grant is { IsAdditional: true },
            Since = at,
            Until = task.Subject.Until,
            Origin = GrantOrigin.Task,
            Through = task.Id.Value,
        };

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;
}
