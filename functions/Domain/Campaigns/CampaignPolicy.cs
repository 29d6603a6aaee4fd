using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Campaigns;

/// <summary>The reviewers of an item, as its task would find them.</summary>
/// <param name="Assignees">Who would review it; empty: nobody.</param>
/// <param name="IsOwnAccess">The rule names the person whose access it is, who never reviews it.</param>
public sealed record FoundReviewers(IReadOnlyList<Assignee> Assignees, bool IsOwnAccess)
{
    /// <summary>Neither the rule nor the fallback finds anybody. Administrators review it, if there are others than the person.</summary>
    public bool NeedsAttention => Assignees.All(assignee => assignee is { Reason: AssigneeReason.Fallback, Source: AssigneeSource.Admins });
}

/// <summary>The policy of a campaign's tasks: the organization's policy with the reviewers and the due date of the campaign.</summary>
public static class CampaignPolicy
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <param name="usual">The policy that a certification of the access would have.</param>
    /// <param name="risk">The risk of the access, which chooses the step whose schedule is used.</param>
    /// <param name="openedAt">When the task opens.</param>
    public static Policy Of(Policy usual, CampaignPlan plan, Risk risk, DateTimeOffset openedAt)
    {
        var step = usual.Steps.FirstOrDefault(step => step.AppliesTo(risk)) ?? usual.Steps[0];
        var (length, grace) = (plan.Due - openedAt, plan.Reminders.Grace);
        return usual with
        {
            Steps =
            [
                step with
                {
                    MinimumRisk = Risk.Low,
                    Assignees = plan.Reviewers.Rule,
                    Fallback = plan.Reviewers.FallbackRule,
                    ReasonRequiredFor = [.. step.ReasonRequiredFor.Union(plan.ReasonRequiredFor)],
                    Ladder = Fit(step, length > Shortest ? length : Shortest, grace),
                },
            ],
        };
    }

    /// <summary>The reviewers of an access, as of now.</summary>
    public static FoundReviewers Find(CampaignReviewers reviewers, Subject subject, DirectoryFacts facts, DateTimeOffset now)
    {
        var step = new PolicyStep { Name = "", Assignees = reviewers.Rule, Fallback = reviewers.FallbackRule, Ladder = [] };
        return new FoundReviewers(
            AssigneeSearch.ForStep(step, subject, null, facts, now),
            AssigneeSearch.Candidates(reviewers.Rule, subject, [], facts).Any(person => person == subject.User || person == subject.AccountOwner));
    }

    /// <summary>
    /// The step's schedule, stretched to the due date. It ends without a decision when the campaign closes, because the campaign's rule
    /// applies then. It has no reminders: the campaign sends them, one to each reviewer.
    /// </summary>
    private static IReadOnlyList<Rung> Fit(PolicyStep step, TimeSpan length, TimeSpan grace) =>
    [
        .. step.Ladder.SkipLast(1)
            .Where(rung => rung.Action is not (RungAction.Remind or RungAction.SecondChannel))
            .Select(rung => rung with { After = TimeSpan.FromSeconds(Math.Ceiling(rung.After * (length / step.Length) / TimeSpan.FromSeconds(1))) })
            .Where(rung => rung.After < length),
        new Rung(length + grace, RungAction.Close) { Outcome = Outcome.NoResponse },
    ];
}
