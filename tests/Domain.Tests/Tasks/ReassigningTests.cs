using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Tasks;

public sealed class ReassigningTests
{
    [Fact]
    public void The_new_assignee_takes_the_whole_task_over_and_the_ladder_goes_on()
    {
        var task = Opened(APolicy.For(TaskKind.Approval, APolicy.Asking(APolicy.Named(People.Alice, People.Director)))).After(Reassigning(People.Alice, People.Bob));

        Assert.Equal(new Assignee(People.Bob, AssigneeReason.Reassigned), Assert.Single(task.Assignees));
        Assert.Equal([People.Alice, People.Director], task.FormerAssignees);
        Assert.Equal((2, Monday, Day(7)), (task.Generation, task.StepStartedAt, task.DueAt));
        Assert.Equal(Refusal.NotAssignee, TaskMachine.Decide(task, Deciding(People.Alice, Decision.Approve)).Refusal());
    }

    [Theory]
    [InlineData(null, Refusal.ReasonRequired)]
    [InlineData(" \t\n", Refusal.ReasonRequired)]
    public void A_reason_is_required(string? reason, Refusal why) =>
        Assert.Equal(why, TaskMachine.Decide(Opened(TaskKind.Approval), Reassigning(People.Alice, People.Bob, reason)).Refusal());

    [Fact]
    public void The_reason_has_a_length() =>
        Assert.Equal(Refusal.TextTooLong, TaskMachine.Decide(Opened(TaskKind.Approval), Reassigning(People.Alice, People.Bob, new string('a', 2001))).Refusal());

    [Theory]
    [InlineData("subject", Refusal.OwnAccess)]
    [InlineData("auditor", Refusal.TargetNotEligible)]
    [InlineData("leaver", Refusal.TargetNotEligible)]
    [InlineData("nobody we know", Refusal.TargetNotEligible)]
    [InlineData("alice", Refusal.AlreadyAssigned)]
    public void Not_everybody_can_be_given_a_task(string to, Refusal why) =>
        Assert.Equal(why, TaskMachine.Decide(Opened(TaskKind.Approval), Reassigning(People.Alice, new(to))).Refusal());

    [Fact]
    public void A_policy_may_forbid_it_even_to_admins()
    {
        var task = Opened(APolicy.For(TaskKind.Approval, APolicy.AskingAlice() with { AllowsReassignment = false }));

        Assert.Equal(Refusal.ReassignNotAllowed, TaskMachine.Decide(task, Reassigning(People.Admin, People.Bob)).Refusal());
        Assert.DoesNotContain(Domain.Authorization.TaskAction.Reassign, TaskMachine.ActionsOf(task, People.Alice.Acts(), People.Facts, Hour(1)));
    }

    [Fact]
    public void A_policy_may_limit_to_whom()
    {
        var task = Opened(APolicy.For(TaskKind.Approval, APolicy.AskingAlice() with { ReassignableTo = [People.Bob] }));

        Assert.Equal(Refusal.TargetNotAllowed, TaskMachine.Decide(task, Reassigning(People.Alice, People.Director)).Refusal());
        Assert.Equal([People.Bob], task.After(Reassigning(People.Alice, People.Bob)).AssignedUsers());
    }

    [Fact]
    public void A_step_that_is_over_is_stale() =>
        Assert.Equal(Refusal.StaleStep, TaskMachine.Decide(Opened(TaskKind.Approval), Reassigning(People.Alice, People.Bob, step: 1)).Refusal());

    [Fact]
    public void Who_is_out_of_office_passes_it_on_one_hop()
    {
        var facts = People.Facts.OutOfOffice(People.Bob, People.StandIn).OutOfOffice(People.StandIn, People.Director);

        var task = Opened(TaskKind.Approval).After(Reassigning(People.Alice, People.Bob) with { Facts = facts });

        Assert.Equal(new Assignee(People.StandIn, AssigneeReason.Reassigned, null, People.Bob), Assert.Single(task.Assignees));
    }

    [Theory]
    [InlineData("subject")]
    [InlineData("auditor")]
    [InlineData("leaver")]
    public void A_stand_in_who_may_not_be_asked_is_passed_over(string standIn)
    {
        var facts = People.Facts.OutOfOffice(People.Bob, new(standIn));

        var task = Opened(TaskKind.Approval).After(Reassigning(People.Alice, People.Bob) with { Facts = facts });

        Assert.Equal(new Assignee(People.Bob, AssigneeReason.Reassigned), Assert.Single(task.Assignees));
    }

    [Fact]
    public void Handing_it_to_somebody_whose_stand_in_has_it_changes_nothing()
    {
        var command = Reassigning(People.Alice, People.Bob) with { Facts = People.Facts.OutOfOffice(People.Bob, People.Alice) };

        Assert.Equal(Refusal.AlreadyAssigned, TaskMachine.Decide(Opened(TaskKind.Approval), command).Refusal());
    }
}
