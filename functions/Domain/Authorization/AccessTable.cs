using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Authorization;

/// <summary>
/// The authorization table: action, state, role and relation. An entry of <see cref="Exclusions"/> overrides every entry of
/// <see cref="Allowances"/>. An action that no entry allows is refused.
/// </summary>
public static class AccessTable
{
    private const Relations Doers = Relations.Assignee | Relations.Delegate;
    private const Relations Owners = Relations.AppOwner | Relations.EntitlementOwner;
    private const Relations Everybody = Doers | Owners | Relations.Subject | Relations.FormerAssignee | Relations.Requester | Relations.SubjectManager | Relations.Decider | Relations.Approver;

    public static IReadOnlyList<Exclusion> Exclusions { get; } =
    [
        new(TaskAction.Decide, Roles.Auditor, Relations.Recommender | Relations.Barred),
        // The only place where people act on their own access: the stage that asks the holder. Its answer can never certify the access.
        new(TaskAction.Decide, Roles.Auditor, Relations.Subject) { Unless = Relations.AskedHolder },
        new(TaskAction.Comment, Roles.Auditor, Relations.None),
        new(TaskAction.Reassign, Roles.Auditor, Relations.Subject),
        new(TaskAction.Remind, Roles.Auditor, Relations.None),
        new(TaskAction.Cancel, Roles.Auditor, Relations.Subject) { Unless = Relations.Requester },
        new(TaskAction.Retry, Roles.Auditor, Relations.Subject),
        // Holders can undo their own answer. They are the decider only then.
        new(TaskAction.Undo, Roles.Auditor, Relations.Subject) { Unless = Relations.Decider },
        new(TaskAction.Ask, Roles.Auditor, Relations.Subject | Relations.Requester),
        new(TaskAction.JudgeException, Roles.Auditor, Relations.Subject | Relations.Proposer),
    ];

    public static IReadOnlyList<Allowance> Allowances { get; } =
    [
        new(TaskAction.Read, ReviewState.Open, Roles.Auditor | Roles.Admin, Everybody),
        new(TaskAction.Read, ReviewState.Closed, Roles.Auditor | Roles.Admin, Everybody),
        new(TaskAction.Decide, ReviewState.Open, Roles.Admin, Doers),
        new(TaskAction.Comment, ReviewState.Open, Roles.Admin, Doers | Owners | Relations.Requester | Relations.Subject),
        new(TaskAction.Reassign, ReviewState.Open, Roles.Admin, Doers | Owners),
        new(TaskAction.Remind, ReviewState.Open, Roles.Admin, Owners | Relations.Requester),
        new(TaskAction.Cancel, ReviewState.Open, Roles.Admin, Relations.Requester),
        new(TaskAction.Retry, ReviewState.Closed, Roles.Admin, Owners | Doers),
        new(TaskAction.Undo, ReviewState.Open, Roles.Reviewer, Relations.Decider),
        new(TaskAction.Undo, ReviewState.Closed, Roles.Reviewer, Relations.Decider),
        new(TaskAction.Ask, ReviewState.Open, Roles.Reviewer, Doers),
        new(TaskAction.JudgeException, ReviewState.Open, Roles.Admin, Relations.AppOwner | Relations.Approver),
        // Auditors too: they can request access for themselves.
        new(TaskAction.Answer, ReviewState.Open, Roles.Reviewer, Relations.Requester | Relations.Subject),
    ];

    public static bool Allows(TaskAction action, ReviewState state, Roles roles, Relations relations) =>
        !Exclusions.Any(exclusion => exclusion.Action == action && exclusion.Matches(roles, relations))
        && Allowances.Any(allowance => allowance.Action == action && allowance.State == state && allowance.Matches(roles, relations));

    public sealed record Exclusion(TaskAction Action, Roles Roles, Relations Relations)
    {
        /// <summary>Relations that lift the exclusion by relation. The exclusion by role still applies.</summary>
        public Relations Unless { get; init; }

        public bool Matches(Roles roles, Relations relations) => (roles & Roles) != 0 || ((relations & Relations) != 0 && (relations & Unless) == 0);
    }

    public sealed record Allowance(TaskAction Action, ReviewState State, Roles Roles, Relations Relations)
    {
        public bool Matches(Roles roles, Relations relations) => (roles & Roles) != 0 || (relations & Relations) != 0;
    }
}
