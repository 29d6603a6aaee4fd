using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.DirectoryPages;

/// <summary>What a policy means for one entitlement: who is asked, and what comes of silence.</summary>
public static class PolicyWords
{
    /// <summary>When a policy of this kind is applied.</summary>
    public static string When(TaskKind kind) => kind switch
    {
        TaskKind.Certification => Say($"When it is reviewed"),
        TaskKind.Approval => Say($"When somebody asks for it"),
        TaskKind.Provisioning => Say($"To give it"),
        TaskKind.Revocation => Say($"When it is to be taken away"),
        TaskKind.Deprovisioning => Say($"To take it away"),
    };

    /// <summary>The steps that apply to this risk, in order, and what happens when nobody answers the last one.</summary>
    public static IEnumerable<string> Of(Policy policy, Risk risk)
    {
        var steps = policy.Steps.Where(step => step.MinimumRisk <= risk).ToList();
        for (var place = 0; place < steps.Count; place++)
            yield return Step(steps[place], isFirst: place == 0);
        if (steps is [.., var last])
            yield return Silence(policy.Kind, last);
    }

    private static string Step(PolicyStep step, bool isFirst) => (isFirst, Fallback(step)) switch
    {
        (true, null) => Say($"{Capital(People(step.Assignees.Source))}."),
        (true, { } fallback) => Say($"{Capital(People(step.Assignees.Source))}; if there is nobody, {fallback}."),
        (false, null) => Say($"Then {People(step.Assignees.Source)}."),
        (false, { } fallback) => Say($"Then {People(step.Assignees.Source)}; if there is nobody, {fallback}."),
    };

    private static string? Fallback(PolicyStep step) => step.Fallback.Source == step.Assignees.Source ? null : People(step.Fallback.Source);

    private static string Silence(TaskKind kind, PolicyStep last)
    {
        var days = last.Length.TotalDays;
        return (kind, last.Ladder is [.., { Action: RungAction.Close, Outcome: { } outcome }] ? outcome : Outcome.NoResponse) switch
        {
            (TaskKind.Approval, _) => Say($"After {days:0.#} days without an answer nothing is given."),
            (TaskKind.Certification, Outcome.Removed) => Say($"After {days:0.#} days without an answer it is to be taken away."),
            (TaskKind.Certification or TaskKind.Revocation, _) => Say($"After {days:0.#} days without an answer it stays."),
            (TaskKind.Provisioning or TaskKind.Deprovisioning, _) => Say($"After {days:0.#} days it counts as failed, and can be tried again."),
        };
    }

    private static string People(AssigneeSource source) => source switch
    {
        AssigneeSource.SubjectManager => Say($"the manager of the person"),
        AssigneeSource.AssigneesManagers => Say($"the managers of those who were asked"),
        AssigneeSource.AppOwners => Say($"the owners of the app"),
        AssigneeSource.EntitlementOwners => Say($"the owners of this access"),
        AssigneeSource.Admins => Say($"the administrators"),
        AssigneeSource.Named => Say($"the people whom the policy names"),
    };

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpper(text[0], System.Globalization.CultureInfo.CurrentCulture) + text[1..];
}
