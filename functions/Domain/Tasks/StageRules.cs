using AccessReview.Domain.Policies;

namespace AccessReview.Domain.Tasks;

/// <summary>
/// What the decisions of the stages of a certification mean together. The answer of the holder is no vote: giving the access up ends
/// the review at once, and keeping it only moves the review to the next stage.
/// </summary>
public static class StageRules
{
    /// <summary>The outcome of a certification; null: the next stage is asked.</summary>
    /// <param name="votes">One entry for each stage of reviewers that has ended, in order. Null: nobody answered.</param>
    /// <param name="remaining">How many stages of reviewers are still to come.</param>
    public static Outcome? OutcomeOf(StageRule rule, IReadOnlyList<Decision?> votes, int remaining)
    {
        var (removals, certifications) = (votes.Count(vote => vote == Decision.Remove), votes.Count(vote => vote == Decision.Certify));
        if (rule == StageRule.AnyRemoval && removals > 0)
            return Outcome.Removed;
        if (rule == StageRule.Majority && Math.Abs(certifications - removals) is var lead && lead > remaining && votes[^1] is not null)
            return certifications > removals ? Outcome.Certified : Outcome.Removed;
        if (remaining > 0)
            return null;
        if (rule == StageRule.AllCertify && removals > 0)
            return Outcome.Removed;
        if (rule == StageRule.AllCertify && certifications < votes.Count)
            return Outcome.NoResponse;
        // Silence in the last stage is silence of the whole review.
        return votes.Count > 0 && votes[^1] is { } last ? KindRules.OutcomeOf(last) : Outcome.NoResponse;
    }

    /// <summary>The outcome of a task whose current step was just decided; null: its next step begins.</summary>
    /// <param name="decided">The task with the decision.</param>
    /// <param name="ahead">The steps that are still to come.</param>
    internal static Outcome? AfterDecision(ReviewTask decided, IReadOnlyList<int> ahead, Decision decision)
    {
        if (!decided.CurrentStep.AsksHolder())
            return OutcomeOf(decided.Policy.Stages ?? StageRule.AnyRemoval, VotesOf(decided), ahead.Count);
        // The holder can give the access up. Without a stage of reviewers, their wish to keep it is no decision.
        return decision == Decision.Remove ? Outcome.Removed : ahead.Count == 0 ? Outcome.NoResponse : null;
    }

    /// <summary>The outcome of a task that ends without a decision in its current step.</summary>
    internal static Outcome WithoutAnswer(ReviewTask task) => task.Policy.Stages is { } rule ? OutcomeOf(rule, VotesOf(task), 0) ?? Outcome.NoResponse : Outcome.NoResponse;

    /// <summary>The decision that made the outcome; null: nobody decided. Of a task with one stage, its last decision.</summary>
    public static RecordedDecision? DecisiveOf(ReviewTask task) => task.Policy.Stages is null
        ? task.LastDecision
        : task.Decisions.LastOrDefault(decision => KindRules.OutcomeOf(decision.Decision) == task.Outcome && !IsWish(task, decision));

    /// <summary>Returns whether the holder said that they want to keep their access, which decides nothing.</summary>
    public static bool IsWish(ReviewTask task, RecordedDecision decision) => decision.Decision == Decision.Certify && task.Policy.Steps[decision.Step].AsksHolder();

    /// <summary>The number of stages of reviewers.</summary>
    public static int CountOf(Policy policy) => policy.Steps.Count(step => !step.AsksHolder());

    /// <summary>The number of a step among the stages of reviewers, from 1; 0: it asks the holder.</summary>
    public static int NumberOf(Policy policy, int step) => policy.Steps[0].AsksHolder() ? step : step + 1;

    private static IReadOnlyList<Decision?> VotesOf(ReviewTask task) =>
    [
        .. Enumerable.Range(0, task.Policy.Steps.Count).Where(step => task.HasBegun(step) && !task.Policy.Steps[step].AsksHolder())
            .Select(step => task.Decisions.LastOrDefault(decision => decision.Step == step)?.Decision),
    ];
}
