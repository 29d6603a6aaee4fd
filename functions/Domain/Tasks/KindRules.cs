namespace AccessReview.Domain.Tasks;

/// <summary>Which decisions and outcomes belong to which kind of task.</summary>
public static class KindRules
{
    /// <summary>The positive decision first, then the negative one.</summary>
    public static IReadOnlyList<Decision> DecisionsOf(TaskKind kind) => kind switch
    {
        TaskKind.Certification => [Decision.Certify, Decision.Remove],
        TaskKind.Approval => [Decision.Approve, Decision.Deny],
        TaskKind.Provisioning or TaskKind.Deprovisioning => [Decision.Complete, Decision.Error],
        TaskKind.Revocation => [Decision.Confirm, Decision.Decline],
    };

    public static Outcome OutcomeOf(Decision decision) => decision switch
    {
        Decision.Certify => Outcome.Certified,
        Decision.Remove => Outcome.Removed,
        Decision.Approve => Outcome.Approved,
        Decision.Deny => Outcome.Denied,
        Decision.Complete => Outcome.Completed,
        Decision.Error => Outcome.Errored,
        Decision.Confirm => Outcome.Confirmed,
        Decision.Decline => Outcome.Declined,
    };

    public static IReadOnlyList<Outcome> OutcomesOf(TaskKind kind) =>
        [.. DecisionsOf(kind).Select(OutcomeOf), Outcome.NoResponse, Outcome.Cancelled, Outcome.Obsolete];

    /// <summary>Returns whether the decider judges if the access is needed. The other kinds carry out what was decided.</summary>
    public static bool IsJudgement(TaskKind kind) => kind is TaskKind.Certification or TaskKind.Approval or TaskKind.Revocation;

    /// <summary>
    /// Returns whether assignees may ask the requester for information. Only approval and provisioning follow from a request,
    /// whose requester knows why the access is needed. Certification starts without one, and the person who recommended a
    /// removal gave the reason. There a comment is enough.
    /// </summary>
    public static bool AllowsQuestions(TaskKind kind) => kind is TaskKind.Approval or TaskKind.Provisioning;

    /// <summary>Returns whether a change of access failed: it went wrong, or nobody confirmed it in time.</summary>
    public static bool IsFailure(TaskKind kind, Outcome? outcome) =>
        kind is TaskKind.Provisioning or TaskKind.Deprovisioning && outcome is Outcome.Errored or Outcome.NoResponse;
}
