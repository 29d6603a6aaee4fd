using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Campaigns;

/// <summary>Tasks of campaigns with several stages. The campaign is due after two weeks.</summary>
public sealed class StageTests
{
    private static readonly CampaignPlan TwoStages = Of(new CampaignReviewers(AssigneeSource.AppOwners));

    [Fact]
    public void A_certification_in_the_first_stage_goes_to_the_second_whose_reviewer_sees_it()
    {
        var task = Open(TwoStages);
        Assert.Equal((Day(7), "manager"), (task.DueAt, Who(task)));

        task = task.After(Deciding(People.Manager, Decision.Certify, reason: "Needs it"));
        Assert.Equal((true, Day(14), "app-owner"), (task.IsOpen, task.DueAt, Who(task)));
        Assert.Equal((People.Manager, "Needs it"), (task.LastDecision!.By, task.LastDecision.Reason));

        Assert.Equal(Outcome.Certified, task.After(Deciding(People.AppOwner, Decision.Certify)).Outcome);
    }

    [Fact]
    public void Silence_in_a_stage_moves_the_item_on_and_silence_in_the_last_is_that_of_the_campaign()
    {
        var task = Open(TwoStages).At(Day(7));
        Assert.Equal((1, "app-owner", Day(14)), (task.Step, Who(task), task.DueAt));
        Assert.Equal(Outcome.NoResponse, task.At(Day(14)).Outcome);
    }

    [Fact]
    public void Who_decided_a_stage_does_not_decide_a_later_one()
    {
        var facts = People.Facts with { AppOwners = [People.Manager] };
        var task = Open(Of(new CampaignReviewers(AssigneeSource.AppOwners) { Fallback = [People.Bob] }), facts);
        task = task.After(Deciding(People.Manager, Decision.Certify) with { Facts = facts });

        Assert.Equal([People.Bob], task.AssignedUsers());
        Assert.Equal(Refusal.DecidedEarlierStage, TaskMachine.Decide(task, Deciding(People.Manager, Decision.Certify) with { Step = 1, Facts = facts }).Refusal());
        Assert.Equal(Refusal.DecidedEarlierStage, TaskMachine.Decide(task, Reassigning(People.Bob, People.Manager) with { Facts = facts }).Refusal());
        Assert.Equal([People.Bob], task.After(Rechecking(facts)).AssignedUsers());
    }

    [Fact]
    public void An_administrator_who_decided_a_stage_decides_no_later_one_and_the_item_needs_attention()
    {
        var facts = People.Facts with { AppOwners = [] };
        var task = Open(TwoStages, facts).After(Deciding(People.Admin, Decision.Certify, reason: "Decided for the manager who is away") with { Facts = facts });

        Assert.Empty(task.Assignees);
        Assert.Equal(Refusal.DecidedEarlierStage, TaskMachine.Decide(task, Deciding(People.Admin, Decision.Certify, reason: "Decided once more by me") with { Step = 1, Facts = facts }).Refusal());
        Assert.True(ItemRules.Follow(new ItemProgress(), task).NeedsAttention);
        Assert.Equal([People.Bob], task.After(new TaskCommand.Reassign(People.Bob, null, "Knows the app") { At = Hour(2), By = People.Admin.Acts(), Facts = facts }).AssignedUsers());
    }

    [Fact]
    public void Undo_returns_to_the_stage_of_the_decision_and_an_extension_moves_all_stages()
    {
        var open = Open(TwoStages);
        var task = open.After(Deciding(People.Manager, Decision.Certify) with { UndoFor = TimeSpan.FromMinutes(5) }).After(Undoing(People.Manager));
        Assert.Equal((0, "manager", Day(7), 0), (task.Step, Who(task), task.DueAt, task.Decisions.Count));

        task = task.After(new TaskCommand.MoveDue(Day(28)) { At = Hour(2), By = Actor.System, Facts = People.Facts });
        Assert.Equal(Day(14), task.DueAt);
        Assert.Empty(TaskMachine.Decide(task, new TaskCommand.MoveDue(Day(28)) { At = Hour(3), By = Actor.System, Facts = People.Facts }).Events());
        task = task.At(Day(14));
        Assert.Equal((1, Day(28)), (task.Step, task.DueAt));
    }

    [Fact]
    public void A_stage_gets_its_share_of_the_time()
    {
        var task = Open(TwoStages with { Stages = TwoStages.Stages with { Shares = [25, 75] } });
        Assert.Equal(Day(3.5), task.DueAt);
        Assert.Equal(Day(14), task.At(Day(3.5)).DueAt);
    }

    [Fact]
    public void Where_all_must_certify_one_removal_removes_at_the_end_even_if_the_last_stage_is_silent()
    {
        var task = Open(TwoStages with { Stages = TwoStages.Stages with { Rule = StageRule.AllCertify } }).After(Deciding(People.Manager, Decision.Remove, reason: "Left the team"));
        Assert.True(task.IsOpen);

        var decided = task.After(Deciding(People.AppOwner, Decision.Certify));
        var closed = task.After(new TaskCommand.EndReview(false) { At = Hour(3), By = Actor.System, Facts = People.Facts });
        Assert.Equal((Outcome.Removed, Outcome.Removed), (decided.Outcome, closed.Outcome));
        foreach (var ended in new[] { decided, closed })
        {
            var item = ItemRules.Follow(new ItemProgress(), ended);
            Assert.Equal((ItemOutcome.Removed, People.Manager, "Left the team"), (item.Outcome, item.DecidedBy, item.Reason));
            Assert.NotNull(item.Removal);
        }
    }

    [Fact]
    public void An_item_shows_its_stage_and_the_decisions_of_all_stages()
    {
        var task = Open(TwoStages).After(Deciding(People.Manager, Decision.Certify, reason: "Needs it"));
        var item = ItemRules.Follow(new ItemProgress(), task);
        Assert.Equal((2, new StageDecision(1, false, People.Manager, null, Decision.Certify, "Needs it", Hour(1))), (item.Stage, Assert.Single(item.Decisions!)));

        item = ItemRules.Follow(item, task.After(Deciding(People.AppOwner, Decision.Remove)));
        Assert.Equal((null, ItemOutcome.Removed, People.AppOwner), (item.Stage, item.Outcome, item.DecidedBy));
        Assert.Equal([1, 2], item.Decisions!.Select(decision => decision.Stage));
    }

    [Fact]
    public void A_plan_with_impossible_stages_is_refused()
    {
        CampaignReviewers owners = new(AssigneeSource.AppOwners);
        Assert.Equal(CampaignRefusal.TooManyStages, Fault(new CampaignStages { Later = [owners, owners, owners] }));
        Assert.Equal(CampaignRefusal.ReviewersMissing, Fault(new CampaignStages { Later = [new CampaignReviewers(AssigneeSource.Holder)] }));
        Assert.Equal(CampaignRefusal.ReviewersMissing, Fault(new CampaignStages { Later = [new CampaignReviewers(AssigneeSource.Named)] }));
        Assert.Equal(CampaignRefusal.SharesOutOfRange, Fault(new CampaignStages { Later = [owners], Shares = [100] }));
        Assert.Equal(CampaignRefusal.SharesOutOfRange, Fault(new CampaignStages { Later = [owners], Shares = [60, 60] }));
        Assert.Null(Fault(new CampaignStages { Later = [owners, owners], AsksHolder = true, Shares = [10, 20, 30, 40] }));

        static CampaignRefusal? Fault(CampaignStages stages) => (ACampaign.Plan with { Stages = stages }).FindFault(Monday);
    }

    internal static string Who(ReviewTask task) => string.Join(' ', task.AssignedUsers());

    internal static CampaignPlan Of(params CampaignReviewers[] later) =>
        ACampaign.Plan with { Reviewers = new CampaignReviewers(AssigneeSource.SubjectManager), Stages = new CampaignStages { Later = later } };

    internal static ReviewTask Open(CampaignPlan plan, DirectoryFacts? facts = null)
    {
        var policy = CampaignPolicy.Of(APolicy.For(TaskKind.Certification, APolicy.AskingAlice(APolicy.Remind(3), APolicy.Close(7))), plan, Risk.Low, Monday);
        Assert.Empty(PolicyCheck.FaultsOf(policy));
        return ReviewTask.Fold(TaskMachine.Open(Opening(policy, facts: facts) with
        {
            RequestedBy = null,
            Campaign = new TaskCampaign(CampaignId.From("c1"), plan.Name, 1) { Due = plan.Due },
        }).Events());
    }
}
