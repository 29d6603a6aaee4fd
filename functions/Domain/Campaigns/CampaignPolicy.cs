using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Campaigns;

/// <summary>The reviewers of an item in one stage, as its task would find them.</summary>
/// <param name="Assignees">Who would review it; empty: nobody.</param>
/// <param name="IsOwnAccess">The rule names the person whose access it is, who never reviews it.</param>
public sealed record FoundReviewers(IReadOnlyList<Assignee> Assignees, bool IsOwnAccess)
{
    /// <summary>The stage asks the holder whether they still need the access.</summary>
    public bool AsksHolder { get; init; }

    /// <summary>Neither the rule nor the fallback finds anybody. Administrators review it, if there are others than the person.</summary>
    public bool NeedsAttention => IsUnreviewed(Assignees);

    /// <summary>Returns whether neither the rule nor the fallback found these people.</summary>
    internal static bool IsUnreviewed(IReadOnlyList<Assignee> assignees) =>
        assignees.All(assignee => assignee is { Reason: AssigneeReason.Fallback, Source: AssigneeSource.Admins });
}

/// <summary>The policy of a campaign's tasks: the organization's policy with the stages, the reviewers and the due date of the campaign.</summary>
public static class CampaignPolicy
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <param name="usual">The policy that a certification of the access would have.</param>
    /// <param name="risk">The risk of the access, which chooses the step whose schedule is used.</param>
    /// <param name="openedAt">When the task opens.</param>
    /// <param name="assigned">Whom the owner chose for the first stage of reviewers; null: its rule finds them.</param>
    public static Policy Of(Policy usual, CampaignPlan plan, Risk risk, DateTimeOffset openedAt, UserId? assigned = null)
    {
        if (assigned is { } chosen)
            plan = plan with { Reviewers = plan.Reviewers with { Source = AssigneeSource.Named, Users = [chosen] } };
        var step = usual.Steps.FirstOrDefault(step => step.AppliesTo(risk)) ?? usual.Steps[0];
        var grace = plan.Reminders.Grace;
        var length = plan.Due - openedAt > Shortest ? plan.Due - openedAt : Shortest;
        if (plan.Stages.Count() == 1)
            return usual with { Steps = [Reviewing(step, plan, plan.Reviewers) with { Ladder = Fit(step, length, grace) }] };

        List<PolicyStep> stages = [.. ReviewersOf(plan).Select((reviewers, index) => Reviewing(step, plan, reviewers) with { Name = $"Stage {index + 1}" })];
        if (plan.Stages.AsksHolder)
            stages.Insert(0, AskingHolder(step));
        return usual with
        {
            Stages = plan.Stages.Rule,
            Steps = [.. stages.Select((stage, index) => stage with { Ladder = Fit(stage, length * plan.Stages.ShareOf(index), index == stages.Count - 1 ? grace : null) })],
        };
    }

    /// <summary>The reviewers of the stages, without the holder's.</summary>
    public static IReadOnlyList<CampaignReviewers> ReviewersOf(CampaignPlan plan) => [plan.Reviewers, .. plan.Stages.Later];

    /// <summary>The reviewers of an access in each stage, as of now. A holder who cannot answer has no stage.</summary>
    public static IReadOnlyList<FoundReviewers> Find(CampaignPlan plan, Subject subject, DirectoryFacts facts, DateTimeOffset now)
    {
        List<FoundReviewers> stages = [];
        if (plan.Stages.AsksHolder && HolderRules.Find(subject, facts) is { Count: > 0 } holder)
            stages.Add(new FoundReviewers(holder, false) { AsksHolder = true });
        List<UserId> deciders = [];
        foreach (var reviewers in ReviewersOf(plan))
        {
            var step = new PolicyStep { Name = "", Assignees = reviewers.Rule, Fallback = reviewers.FallbackRule, Ladder = [] };
            var found = AssigneeSearch.ForStep(step, subject, deciders, facts, now);
            stages.Add(new FoundReviewers(found, AssigneeSearch.Candidates(reviewers.Rule, subject, [], facts).Any(person => person == subject.User || person == subject.AccountOwner)));
            // Of several reviewers it is not known who decides.
            if (found is [var only])
                deciders.Add(only.User);
        }

        return stages;
    }

    private static PolicyStep Reviewing(PolicyStep step, CampaignPlan plan, CampaignReviewers reviewers) => step with
    {
        MinimumRisk = Risk.Low,
        Assignees = reviewers.Rule,
        Fallback = reviewers.FallbackRule,
        ReasonRequiredFor = [.. step.ReasonRequiredFor.Union(plan.ReasonRequiredFor)],
    };

    /// <summary>Nobody else gets the task of the holder, who needs no reason.</summary>
    private static PolicyStep AskingHolder(PolicyStep step) => step with
    {
        Name = "Holder",
        MinimumRisk = Risk.Low,
        Assignees = new AssigneeRule(AssigneeSource.Holder),
        ReasonRequiredFor = [],
        AllowsReassignment = false,
        Ladder = [step.Ladder[^1]],
    };

    /// <summary>
    /// The step's schedule, stretched to its share of the time. The last one ends without a decision when the campaign closes, because the
    /// campaign's rule applies then. The others end with the next stage. It has no reminders: the campaign sends them, one to each reviewer.
    /// </summary>
    /// <param name="grace">How long after the due date the campaign closes; null: it is not the last step.</param>
    private static IReadOnlyList<Rung> Fit(PolicyStep step, TimeSpan length, TimeSpan? grace) =>
    [
        .. step.Ladder.SkipLast(1)
            .Where(rung => rung.Action is not (RungAction.Remind or RungAction.SecondChannel))
            .Select(rung => rung with { After = TimeSpan.FromSeconds(Math.Ceiling(rung.After * (length / step.Length) / TimeSpan.FromSeconds(1))) })
            .Where(rung => rung.After < length),
        grace is { } after ? new Rung(length + after, RungAction.Close) { Outcome = Outcome.NoResponse } : new Rung(length, RungAction.SkipStep),
    ];
}
