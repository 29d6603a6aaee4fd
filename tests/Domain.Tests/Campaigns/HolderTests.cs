using AccessReview.Domain.Authorization;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Links;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Campaigns;

/// <summary>The stage that asks the holder of an access whether they still need it.</summary>
public sealed class HolderTests
{
    private static readonly CampaignPlan Plan = StageTests.Of() with { Stages = new CampaignStages { AsksHolder = true } };

    [Fact]
    public void The_holder_is_asked_first_and_a_wish_to_keep_the_access_only_goes_to_the_reviewer()
    {
        var task = StageTests.Open(Plan);
        Assert.Equal((Day(7), "subject"), (task.DueAt, StageTests.Who(task)));
        Assert.Contains(TaskAction.Decide, TaskMachine.ActionsOf(task, People.Subject.Acts(), People.Facts, Hour(1)));
        Assert.IsType<LinkStatus.Open>(LinkStatus.Of(People.Subject, task.Generation, task, []));

        task = task.After(Deciding(People.Subject, Decision.Certify));
        Assert.Equal((true, 1, "manager"), (task.IsOpen, task.Step, StageTests.Who(task)));
        Assert.Equal(Refusal.AlreadyDecided, TaskMachine.Decide(task, Deciding(People.Subject, Decision.Remove, step: 0)).Refusal());
        Assert.DoesNotContain(TaskAction.Decide, TaskMachine.ActionsOf(task, People.Subject.Acts(), People.Facts, Hour(1)));
    }

    [Fact]
    public void A_holder_who_no_longer_needs_the_access_starts_its_usual_removal()
    {
        var before = StageTests.Open(Plan);
        var events = TaskMachine.Decide(before, Deciding(People.Subject, Decision.Remove)).Events();
        var task = events.Aggregate(before, (state, happened) => state.Evolve(happened));

        Assert.Equal(Outcome.Removed, task.Outcome);
        var followUp = Assert.Single(Settlement.Of(before, events[^1], task, People.Facts).OfType<Effect.FollowUp>());
        Assert.Equal((TaskKind.Revocation, People.Subject), (followUp.Kind, followUp.RequestedBy));
    }

    [Fact]
    public void No_path_makes_the_wish_to_keep_the_access_final()
    {
        foreach (var rule in Enum.GetValues<StageRule>())
        {
            var kept = StageTests.Open(Plan with { Stages = Plan.Stages with { Rule = rule } }).After(Deciding(People.Subject, Decision.Certify));

            Assert.Equal(Outcome.NoResponse, kept.At(Day(14)).Outcome);
            Assert.Equal(Outcome.NoResponse, kept.After(new TaskCommand.EndReview(false) { At = Hour(2), By = Actor.System, Facts = People.Facts }).Outcome);
            Assert.Equal(Outcome.Removed, kept.After(Deciding(People.Manager, Decision.Remove)).Outcome);
            Assert.Equal(Refusal.OwnAccess, TaskMachine.Decide(kept, Deciding(People.Subject, Decision.Certify)).Refusal());
            foreach (var step in new int?[] { null, 1 })
                Assert.IsType<Ruling.Refused>(TaskMachine.Decide(kept, Deciding(People.Subject, Decision.Remove, step)));
            Assert.Equal(Refusal.OwnAccess, TaskMachine.Decide(kept, Reassigning(People.Manager, People.Subject)).Refusal());
        }

        // A policy without a stage of reviewers cannot come from a campaign. Even then nothing is certified.
        var alone = StageTests.Open(Plan);
        alone = alone with { Policy = alone.Policy with { Steps = [alone.Policy.Steps[0]] } };
        Assert.Equal(Outcome.NoResponse, alone.After(Deciding(People.Subject, Decision.Certify)).Outcome);
        Assert.NotEmpty(PolicyCheck.FaultsOf(alone.Policy));
    }

    [Fact]
    public void Nobody_answers_for_the_holder()
    {
        var facts = People.Facts.OutOfOffice(People.Subject, People.Delegate);
        var task = StageTests.Open(Plan, facts);

        foreach (var other in new[] { People.Manager, People.Delegate, People.Admin, People.AppOwner, People.Stranger })
        {
            Assert.Equal(Refusal.NotAssignee, TaskMachine.Decide(task, Deciding(other, Decision.Certify, reason: "On behalf of the holder") with { Facts = facts }).Refusal());
            Assert.DoesNotContain(TaskAction.Decide, TaskMachine.ActionsOf(task, other.Acts(), facts, Hour(1)));
        }

        Assert.Equal(Refusal.ReassignNotAllowed, TaskMachine.Decide(task, Reassigning(People.Admin, People.Bob) with { Facts = facts }).Refusal());
    }

    [Fact]
    public void Holders_who_left_or_cannot_sign_in_skip_the_stage()
    {
        foreach (var facts in new[]
        {
            People.Facts.SubjectLeft(),
            People.Facts.With(People.Subject, person => person with { Email = "" }),
            People.Facts.With(People.Subject, person => person with { Roles = Roles.Auditor }),
        })
        {
            var task = StageTests.Open(Plan, facts);
            Assert.Equal((1, "manager", Day(14)), (task.Step, StageTests.Who(task), task.DueAt));
            Assert.Equal(StepState.NotRequired, task.StateOf(0, Risk.Low));
            Assert.Equal(1, StageTests.Open(Plan).After(Rechecking(facts)).Step);
            Assert.False(CampaignPolicy.Find(Plan, About(), facts, Monday)[0].AsksHolder);
        }

        Assert.Equal((1, Day(14)), (StageTests.Open(Plan).At(Day(7)).Step, StageTests.Open(Plan).At(Day(7)).DueAt));
    }

    [Fact]
    public void A_holder_can_undo_the_own_answer_and_nobody_else_can()
    {
        var task = StageTests.Open(Plan).After(Deciding(People.Subject, Decision.Remove) with { UndoFor = TimeSpan.FromMinutes(5) });
        Assert.Equal(Refusal.NotDecider, TaskMachine.Decide(task, Undoing(People.Manager)).Refusal());

        task = task.After(Undoing(People.Subject));
        Assert.Equal((true, 0, "subject"), (task.IsOpen, task.Step, StageTests.Who(task)));
    }

    [Fact]
    public void The_wish_is_shown_with_the_item_but_is_no_decision_of_a_reviewer()
    {
        var task = StageTests.Open(Plan).After(Deciding(People.Subject, Decision.Certify, reason: "Every day"));
        var item = ItemRules.Follow(new ItemProgress(), task);
        Assert.Equal((1, new StageDecision(0, true, People.Subject, null, Decision.Certify, "Every day", Hour(1))), (item.Stage, Assert.Single(item.Decisions!)));

        item = ItemRules.Follow(item, task.At(Day(14)));
        Assert.Equal((ItemState.Silent, null), (item.State, item.DecidedBy));
    }
}
