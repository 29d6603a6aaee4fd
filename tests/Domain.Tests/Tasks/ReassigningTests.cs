using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Tasks;

public sealed class ReassigningTests
{
    [Fact]
    public void A_reassigned_task_has_only_the_new_assignee_and_its_ladder_continues()
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
    public void A_reassignment_without_a_reason_is_refused(string? reason, Refusal why) =>
        Assert.Equal(why, TaskMachine.Decide(Opened(TaskKind.Approval), Reassigning(People.Alice, People.Bob, reason)).Refusal());

    [Fact]
    public void A_reassignment_with_a_too_long_reason_is_refused() =>
        Assert.Equal(Refusal.TextTooLong, TaskMachine.Decide(Opened(TaskKind.Approval), Reassigning(People.Alice, People.Bob, new string('a', 2001))).Refusal());

    [Theory]
    [InlineData("subject", Refusal.OwnAccess)]
    [InlineData("auditor", Refusal.TargetNotEligible)]
    [InlineData("leaver", Refusal.TargetNotEligible)]
    [InlineData("nobody we know", Refusal.TargetNotEligible)]
    [InlineData("alice", Refusal.AlreadyAssigned)]
    public void A_reassignment_to_an_ineligible_or_already_assigned_person_is_refused(string to, Refusal why) =>
        Assert.Equal(why, TaskMachine.Decide(Opened(TaskKind.Approval), Reassigning(People.Alice, new(to))).Refusal());

    [Fact]
    public void A_policy_can_forbid_reassignment_even_to_administrators()
    {
        var task = Opened(APolicy.For(TaskKind.Approval, APolicy.AskingAlice() with { AllowsReassignment = false }));

        Assert.Equal(Refusal.ReassignNotAllowed, TaskMachine.Decide(task, Reassigning(People.Admin, People.Bob)).Refusal());
        Assert.DoesNotContain(Domain.Authorization.TaskAction.Reassign, TaskMachine.ActionsOf(task, People.Alice.Acts(), People.Facts, Hour(1)));
    }

    [Fact]
    public void A_policy_can_limit_the_people_a_task_is_reassigned_to()
    {
        var task = Opened(APolicy.For(TaskKind.Approval, APolicy.AskingAlice() with { ReassignableTo = [People.Bob] }));

        Assert.Equal(Refusal.TargetNotAllowed, TaskMachine.Decide(task, Reassigning(People.Alice, People.Director)).Refusal());
        Assert.Equal([People.Bob], task.After(Reassigning(People.Alice, People.Bob)).AssignedUsers());
    }

    [Fact]
    public void A_reassignment_of_an_earlier_step_is_stale() =>
        Assert.Equal(Refusal.StaleStep, TaskMachine.Decide(Opened(TaskKind.Approval), Reassigning(People.Alice, People.Bob, step: 1)).Refusal());

    [Fact]
    public void A_task_reassigned_to_an_absent_person_goes_to_their_delegate_but_no_further()
    {
        var facts = People.Facts.OutOfOffice(People.Bob, People.Delegate).OutOfOffice(People.Delegate, People.Director);

        var task = Opened(TaskKind.Approval).After(Reassigning(People.Alice, People.Bob) with { Facts = facts });

        Assert.Equal(new Assignee(People.Delegate, AssigneeReason.Reassigned, null, People.Bob), Assert.Single(task.Assignees));
    }

    [Theory]
    [InlineData("subject")]
    [InlineData("auditor")]
    [InlineData("leaver")]
    public void A_delegate_who_is_not_eligible_is_skipped(string delegateId)
    {
        var facts = People.Facts.OutOfOffice(People.Bob, new(delegateId));

        var task = Opened(TaskKind.Approval).After(Reassigning(People.Alice, People.Bob) with { Facts = facts });

        Assert.Equal(new Assignee(People.Bob, AssigneeReason.Reassigned), Assert.Single(task.Assignees));
    }

    [Fact]
    public void A_reassignment_to_a_person_whose_delegate_has_the_task_changes_nothing()
    {
        var command = Reassigning(People.Alice, People.Bob) with { Facts = People.Facts.OutOfOffice(People.Bob, People.Alice) };

        Assert.Equal(Refusal.AlreadyAssigned, TaskMachine.Decide(Opened(TaskKind.Approval), command).Refusal());
    }
}
