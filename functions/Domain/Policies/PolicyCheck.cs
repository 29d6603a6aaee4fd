using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Policies;

/// <summary>Checks a policy for errors before a task uses it.</summary>
public static class PolicyCheck
{
    /// <summary>One sentence for each error; empty: the policy is valid.</summary>
    public static IReadOnlyList<string> FaultsOf(Policy policy)
    {
        List<string> faults = [];
        if (!policy.Steps.Any(step => step.MinimumRisk == Risk.Low))
            faults.Add($"Policy {policy.Id}: no step applies to low risk.");
        if (policy.Stages is not null && policy.Kind != TaskKind.Certification)
            faults.Add($"Policy {policy.Id}: only a certification has stages.");

        if (string.IsNullOrWhiteSpace(policy.Id) || string.IsNullOrWhiteSpace(policy.Name) || policy.Steps.Any(step => string.IsNullOrWhiteSpace(step.Name)))
            faults.Add($"Policy {policy.Id}: a policy needs an id and a name, and each step a name.");

        foreach (var step in policy.Steps)
            faults.AddRange(FaultsOf(policy, step).Select(fault => $"Policy {policy.Id}, step {step.Name}: {fault}"));
        return faults;
    }

    private static IEnumerable<string> FaultsOf(Policy policy, PolicyStep step)
    {
        if (step.Ladder.Count == 0 || step.Ladder[^1].Action is not (RungAction.Close or RungAction.SkipStep))
            yield return "the ladder must end with close or skipStep.";
        if (step.Ladder.Any(rung => rung.After <= TimeSpan.Zero) || step.Ladder.Zip(step.Ladder.Skip(1)).Any(pair => pair.First.After > pair.Second.After))
            yield return "the rungs must rise by time and start after the step does.";
        if (step.Ladder.SkipLast(1).Any(rung => rung.Action is RungAction.Close or RungAction.SkipStep))
            yield return "a rung behind close or skipStep is never reached.";
        if (step.Ladder.Any(rung => rung.Action is RungAction.AddAssignee or RungAction.ReplaceAssignee && rung.Who is null))
            yield return "addAssignee and replaceAssignee must say who.";
        if (step.Ladder.Any(rung => rung.Action == RungAction.Close && (rung.Outcome is not { } outcome || !KindRules.OutcomesOf(policy.Kind).Contains(outcome))))
            yield return $"close must name an outcome of a {policy.Kind} task.";
        // If nobody answers, access may stay or be removed, as the policy says. It is never granted.
        if (step.Ladder.Any(rung => rung.Outcome is Outcome.Approved or Outcome.Completed))
            yield return "silence cannot approve or complete.";
        if (step.Ladder.Any(rung => rung.Outcome is Outcome.Obsolete))
            yield return "obsolete follows from the directory: no policy can close with it.";
        if (step.Ladder.Select(rung => rung.Who).OfType<AssigneeRule>().Append(step.Assignees).Append(step.Fallback).Any(rule => rule is { Source: AssigneeSource.Named, Users.Count: 0 }))
            yield return "named must list users.";
        if (step.AsksHolder() && (policy.Stages is null || step != policy.Steps[0] || policy.Steps.Count == 1))
            yield return "only the first of several stages of a certification can ask the holder.";
        if (step.ConfirmedBy != RemovalConfirmation.AnyAssignee && policy.Kind != TaskKind.Revocation)
            yield return "confirmedBy is for revocations only.";
        if (step.ReasonRequiredFor.Any(decision => !KindRules.DecisionsOf(policy.Kind).Contains(decision)))
            yield return $"a reason is required for a decision that a {policy.Kind} task does not have.";
    }
}
