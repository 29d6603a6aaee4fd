using AccessReview.Domain.Authorization;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;

namespace AccessReview.Domain.Tests.Campaigns;

/// <summary>Items for which nobody is found, and the reviewers whom the owner chooses.</summary>
public sealed class AttentionTests
{
    private static readonly FrozenItem Item = FrozenItem.Of(
        CampaignId.From("c1"), new ScopeCandidate(AnAccess.Grant(), People.Named(People.Subject), AnAccess.Entitlement(), AnAccess.App), Calendar.Monday);

    [Fact]
    public void Suggestions_are_people_who_may_review_the_nearest_first_and_never_the_holder()
    {
        var facts = People.Facts with { AppOwners = [People.Subject, People.AppOwner, People.Leaver], Admins = [People.Admin, People.Auditor] };

        Assert.Equal(
            ["director ManagersManager", "app-owner AppOwner", "entitlement-owner EntitlementOwner", "admin Administrator", "alice CampaignOwner"],
            ReviewerSuggestions.Of(ATask.About(), People.Alice, [], facts).Select(one => $"{one.User} {one.Source}"));
        Assert.DoesNotContain(ReviewerSuggestions.Of(ATask.About(), People.Subject, [People.Admin], facts), one => one.User == People.Subject || one.User == People.Admin);
    }

    [Fact]
    public void In_a_cycle_of_managers_nobody_is_suggested_for_the_own_access()
    {
        var facts = People.Facts.With(People.Manager, person => person with { ManagerId = People.Subject });

        Assert.DoesNotContain(ReviewerSuggestions.Of(ATask.About(), People.Alice, [], facts), one => one.User == People.Subject);
        Assert.Equal([People.Manager], CampaignPolicy.Find(StageTests.Of(), ATask.About(), facts, Calendar.Monday)[0].Assignees.Select(assignee => assignee.User));
    }

    [Fact]
    public void A_choice_before_the_start_is_stored_once_and_replaces_the_rule()
    {
        var progress = new ItemProgress { NeedsAttention = true };
        var to = People.Named(People.Bob);
        Assert.Null(ItemAssignments.WhyNot(Item, progress, to, ACampaign.Owner, "Knows the team"));
        Assert.Equal(Refusal.OwnAccess, ItemAssignments.WhyNot(Item, progress, People.Named(People.Subject), ACampaign.Owner, "Knows the team"));
        Assert.Equal(Refusal.OwnAccess, ItemAssignments.WhyNot(Item, progress, to, Actor.Person(People.Subject, Roles.CampaignOwner), "Knows the team"));
        Assert.Equal(Refusal.TargetNotEligible, ItemAssignments.WhyNot(Item, progress, to with { IsActive = false }, ACampaign.Owner, "Knows the team"));
        Assert.Equal(Refusal.TargetNotEligible, ItemAssignments.WhyNot(Item, progress, null, ACampaign.Owner, "Knows the team"));
        Assert.Equal(Refusal.ReasonRequired, ItemAssignments.WhyNot(Item, progress, to, ACampaign.Owner, " "));
        Assert.Equal(Refusal.TaskClosed, ItemAssignments.WhyNot(Item, progress with { State = ItemState.Open }, to, ACampaign.Owner, "Knows the team"));

        var after = ItemAssignments.Assign(progress, new ItemAssignment(People.Bob, People.Alice, "Knows the team", Calendar.Monday));
        Assert.Equal((false, People.Bob), (after.NeedsAttention, Assert.Single(after.Reviewers)));
        Assert.Same(after, ItemAssignments.Assign(after, new ItemAssignment(People.Bob, People.Alice, "Once more", Calendar.Day(1))));

        var policy = CampaignPolicy.Of(APolicy.For(TaskKind.Certification), StageTests.Of(new CampaignReviewers(AssigneeSource.AppOwners)), Risk.Low, Calendar.Monday, People.Bob);
        Assert.Equal([People.Bob], policy.Steps[0].Assignees.Users);
        Assert.Equal(AssigneeSource.AppOwners, policy.Steps[1].Assignees.Source);
    }

    [Fact]
    public void Who_runs_campaigns_reassigns_their_tasks_but_never_to_the_holder_or_while_the_holder_is_asked()
    {
        var task = StageTests.Open(StageTests.Of(new CampaignReviewers(AssigneeSource.AppOwners)));
        var command = new TaskCommand.Reassign(People.Bob, null, "Is away") { At = Calendar.Hour(1), By = ACampaign.Owner, Facts = People.Facts, IsByCampaign = true };

        Assert.Equal("bob", StageTests.Who(task.After(command)));
        Assert.Equal(Refusal.OwnAccess, TaskMachine.Decide(task, command with { To = People.Subject }).Refusal());
        Assert.Equal(Refusal.NotAllowed, TaskMachine.Decide(task, command with { IsByCampaign = false }).Refusal());
        Assert.Equal(Refusal.NotAllowed, TaskMachine.Decide(task, command with { By = People.Stranger.Acts() }).Refusal());
        Assert.Equal(Refusal.NotAllowed, TaskMachine.Decide(task with { Campaign = null }, command).Refusal());
        var asked = StageTests.Open(StageTests.Of() with { Stages = new CampaignStages { AsksHolder = true } });
        Assert.Equal(Refusal.ReassignNotAllowed, TaskMachine.Decide(asked, command).Refusal());
    }

    [Fact]
    public void A_campaign_whose_items_all_have_nobody_can_start_once_the_owner_chose_reviewers()
    {
        var campaign = ACampaign.Created()
            .After(new CampaignCommand.Freeze { At = Calendar.Hour(1), By = ACampaign.Owner })
            .After(new CampaignCommand.CompleteFreeze(Population.Empty with { Items = 2, NeedsAttention = 2 }) { At = Calendar.Hour(2), By = Actor.System });
        var start = new CampaignCommand.Start { At = Calendar.Hour(3), By = ACampaign.Owner };
        var assign = new CampaignCommand.AssignItems(1, People.Bob, "Knows the team", 1) { At = Calendar.Hour(3), By = ACampaign.Owner };

        Assert.Equal(CampaignRefusal.NoReviewers, CampaignMachine.Decide(campaign, start).Refusal());
        Assert.Equal(CampaignRefusal.ReasonRequired, CampaignMachine.Decide(campaign, assign with { Reason = null }).Refusal());
        Assert.Equal(CampaignRefusal.ReadOnlyRole, CampaignMachine.Decide(campaign, assign with { By = Actor.Person(People.Auditor, Roles.Auditor | Roles.Admin) }).Refusal());
        Assert.Equal(CampaignState.Opening, campaign.After(assign).After(start).State);
        Assert.Equal(CampaignRefusal.WrongState, CampaignMachine.Decide(ACampaign.In(CampaignState.Closed), assign).Refusal());
    }
}
