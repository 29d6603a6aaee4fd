using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Tasks;

/// <summary>As whom somebody decides, and whether they must say why.</summary>
public static class DecisionRules
{
    /// <summary>Pages ask once more before a decision about such a risk.</summary>
    public static bool IsAskedTwice(Risk risk) => risk >= Risk.High;

    /// <summary>Returns whether the task's campaign wants it decided alone, not in bulk.</summary>
    /// <param name="risk">The effective risk.</param>
    public static bool IsDecidedAlone(TaskCampaign? campaign, Risk risk) => campaign is { DecidesHighRiskAlone: true } && risk >= Risk.High;

    /// <summary>Returns whether a decision would be an override: the user is neither an assignee nor an assignee's delegate.</summary>
    public static bool IsOverride(Relations relations) => (relations & (Relations.Assignee | Relations.Delegate)) == 0;

    /// <summary>Returns whether the task can be decided together with others about unchanged access, in one step.</summary>
    /// <param name="risk">The effective risk.</param>
    public static bool MayBeTogether(ReviewTask task, Decision decision, Risk risk) =>
        decision == Decision.Certify && !task.CurrentStep.AsksHolder() && task.Campaign is { AllowsTogether: true, Delta: var delta } && AccessDelta.MayBeTogether(delta, risk);

    /// <summary>Returns whether the current step of the task requires a reason for this decision.</summary>
    public static bool RequiresReason(ReviewTask task, Decision decision) => task.CurrentStep.ReasonRequiredFor.Contains(decision);

    /// <summary>Returns whether to ask for a reason before the decision. Negative decisions get the question even where no reason is required.</summary>
    public static bool PromptsForReason(ReviewTask task, Decision decision) => RequiresReason(task, decision) || KindRules.DecisionsOf(task.Kind)[0] != decision;

    /// <summary>Returns whether this reason is too little for this decision.</summary>
    /// <param name="reason">The clean text; null: none.</param>
    internal static bool LacksReason(ReviewTask task, Decision decision, string? reason, bool isOverride) => isOverride
        ? reason is null || reason.Length < TaskMachine.OverrideReasonCharacters
        : reason is null && RequiresReason(task, decision);

    /// <summary>The assignee whom <paramref name="person"/> decides for; null: they decide for themselves, or are not assigned.</summary>
    internal static UserId? OnBehalfOf(ReviewTask task, UserId person, DirectoryFacts facts, DateTimeOffset now) =>
        task.Assignees.FirstOrDefault(assignee => assignee.User == person) is { } own
            ? own.InsteadOf
            : task.Assignees.FirstOrDefault(assignee => facts.Find(assignee.User)?.DelegateAt(now) == person)?.User;
}
