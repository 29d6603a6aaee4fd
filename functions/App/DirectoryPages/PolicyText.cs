using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.DirectoryPages;

/// <summary>Describes a policy for one entitlement: who the assignees are, and what happens if nobody decides.</summary>
public static class PolicyText
{
    /// <summary>When a policy of this kind applies.</summary>
    public static string When(TaskKind kind) => kind switch
    {
        TaskKind.Certification => Say($"In an access review"),
        TaskKind.Approval => Say($"To approve a request"),
        TaskKind.Provisioning => Say($"To grant it"),
        TaskKind.Revocation => Say($"To confirm a removal"),
        TaskKind.Deprovisioning => Say($"To remove it"),
    };

    /// <summary>The steps that apply to this risk, in order, and what happens if nobody decides the last one.</summary>
    public static IEnumerable<string> Of(Policy policy, Risk risk)
    {
        var steps = policy.Steps.Where(step => step.AppliesTo(risk)).ToList();
        for (var index = 0; index < steps.Count; index++)
            yield return Step(steps[index], isFirst: index == 0);
        if (steps is [.., var last])
            yield return Silence(policy.Kind, last);
    }

    private static string Step(PolicyStep step, bool isFirst) => (isFirst, Fallback(step)) switch
    {
        (true, null) => Say($"{Capital(People(step.Assignees.Source))}."),
        (true, { } fallback) => Say($"{Capital(People(step.Assignees.Source))}. If there are none: {fallback}."),
        (false, null) => Say($"Then {People(step.Assignees.Source)}."),
        (false, { } fallback) => Say($"Then {People(step.Assignees.Source)}. If there are none: {fallback}."),
    };

    private static string? Fallback(PolicyStep step) => step.Fallback.Source == step.Assignees.Source ? null : People(step.Fallback.Source);

    private static string Silence(TaskKind kind, PolicyStep last)
    {
        var days = last.Length.TotalDays;
        return (kind, last.Ladder is [.., { Action: RungAction.Close, Outcome: { } outcome }] ? outcome : Outcome.NoResponse) switch
        {
            (TaskKind.Approval, _) => Say($"After {days:0.#} days without an answer, access is not granted."),
            (TaskKind.Certification, Outcome.Removed) => Say($"After {days:0.#} days without an answer, removal is recommended."),
            (TaskKind.Revocation, Outcome.Confirmed) => Say($"After {days:0.#} days without an answer, the access is removed."),
            (TaskKind.Certification or TaskKind.Revocation, _) => Say($"After {days:0.#} days without an answer, the access stays."),
            (TaskKind.Provisioning or TaskKind.Deprovisioning, _) => Say($"After {days:0.#} days without an answer, the task is marked errored and can be retried."),
        };
    }

    private static string People(AssigneeSource source) => source switch
    {
        AssigneeSource.SubjectManager => Say($"the manager of the person"),
        AssigneeSource.AssigneesManagers => Say($"the managers of the previous assignees"),
        AssigneeSource.AppOwners => Say($"the owners of this app"),
        AssigneeSource.EntitlementOwners => Say($"the owners of this access"),
        AssigneeSource.Admins => Say($"the administrators"),
        AssigneeSource.Named => Say($"people named in the policy"),
        AssigneeSource.AccountResponsible => Say($"the person responsible for the account, or the owners of this app"),
        AssigneeSource.Holder => Say($"the holder of the access"),
    };

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpper(text[0], System.Globalization.CultureInfo.CurrentCulture) + text[1..];
}
