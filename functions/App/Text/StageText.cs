using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

/// <summary>The texts about the stages of a review.</summary>
public static class StageText
{
    public static string Name(StageRule rule) => rule switch
    {
        StageRule.AnyRemoval => Say($"The first removal ends the review"),
        StageRule.AllCertify => Say($"All stages must certify"),
        StageRule.Majority => Say($"The majority of the stages counts"),
    };

    /// <summary>The name of a stage.</summary>
    /// <param name="stage">From 1; 0: the holder's.</param>
    public static string Name(int stage) => stage == 0 ? Say($"Question to the person") : Say($"Stage {stage}");

    /// <summary>"2 of 3. The first removal ends the review."; null: the task has one stage, or asks the holder.</summary>
    public static string? Place(ReviewTask task)
    {
        if (task.Policy.Stages is not { } rule || task.CurrentStep.AsksHolder() || StageRules.CountOf(task.Policy) is var all && all == 1)
            return null;
        return $"{Say($"{StageRules.NumberOf(task.Policy, task.Step)} of {all}")}. {Name(rule)}.";
    }

    /// <summary>An earlier decision with its reason, for the reviewers of a later stage.</summary>
    /// <param name="who">The decider's name.</param>
    public static string Earlier(string who, ReviewTask task, RecordedDecision decision, LocalTime time)
    {
        var did = $"{DecisionText.Did(who, task, decision)}, {time.SayDay(decision.At)}";
        return task.Policy.Stages is not null && decision.Reason is { } reason ? $"{did}: \"{reason}\"" : did;
    }
}
