using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Tasks;

public sealed class DecidingTests
{
    private static readonly Policy TwoSteps = APolicy.For(
        TaskKind.Approval,
        APolicy.Asking(new AssigneeRule(AssigneeSource.SubjectManager)),
        APolicy.Asking(new AssigneeRule(AssigneeSource.EntitlementOwners)) with { MinimumRisk = Risk.High });

    public static TheoryData<TaskKind, Decision, Outcome> Endings() => new()
    {
        { TaskKind.Certification, Decision.Certify, Outcome.Certified },
        { TaskKind.Certification, Decision.Remove, Outcome.Removed },
        { TaskKind.Approval, Decision.Approve, Outcome.Approved },
        { TaskKind.Approval, Decision.Deny, Outcome.Denied },
        { TaskKind.Provisioning, Decision.Complete, Outcome.Completed },
        { TaskKind.Provisioning, Decision.Error, Outcome.Errored },
        { TaskKind.Revocation, Decision.Confirm, Outcome.Confirmed },
        { TaskKind.Revocation, Decision.Decline, Outcome.Declined },
        { TaskKind.Deprovisioning, Decision.Complete, Outcome.Completed },
        { TaskKind.Deprovisioning, Decision.Error, Outcome.Errored },
    };

    [Theory]
    [MemberData(nameof(Endings))]
    public void A_decision_closes_the_task_with_its_outcome(TaskKind kind, Decision decision, Outcome outcome)
    {
        var task = Opened(kind).After(Deciding(People.Alice, decision, reason: "Still in the team"));

        Assert.Equal((ReviewState.Closed, outcome, Hour(1)), (task.State, task.Outcome, task.ClosedAt));
        Assert.Equal(new RecordedDecision(0, 1, People.Alice, decision, "Still in the team", Hour(1), false, null), Assert.Single(task.Decisions) with { Certified = null });
    }

    [Fact]
    public void A_low_risk_request_needs_only_the_first_step()
    {
        var task = Opened(TwoSteps).After(Deciding(People.Manager, Decision.Approve));

        Assert.Equal(Outcome.Approved, task.Outcome);
    }

    [Theory]
    [InlineData(Risk.High)]
    [InlineData(Risk.Critical)]
    public void A_high_risk_request_continues_with_the_second_step(Risk risk)
    {
        var task = Opened(TwoSteps, risk).After(Deciding(People.Manager, Decision.Approve));

        Assert.True(task.IsOpen);
        Assert.Equal((1, 2, Hour(1)), (task.Step, task.Generation, task.StepStartedAt));
        Assert.Equal([People.EntitlementOwner], task.AssignedUsers());
        Assert.Equal([People.Manager], task.FormerAssignees);
        Assert.Equal(Outcome.Approved, task.After(Deciding(People.EntitlementOwner, Decision.Approve)).Outcome);
    }

    [Fact]
    public void A_denial_at_the_first_step_closes_the_task()
    {
        var task = Opened(TwoSteps, Risk.High).After(Deciding(People.Manager, Decision.Deny));

        Assert.Equal(Outcome.Denied, task.Outcome);
    }

    [Fact]
    public void The_first_of_two_deciders_wins()
    {
        var task = Opened(APolicy.For(TaskKind.Approval, APolicy.Asking(APolicy.Named(People.Alice, People.Bob))));

        var decided = task.After(Deciding(People.Alice, Decision.Approve));

        Assert.Equal(Refusal.AlreadyDecided, TaskMachine.Decide(decided, Deciding(People.Bob, Decision.Approve)).Refusal());
        Assert.Equal(Refusal.AlreadyDecided, TaskMachine.Decide(decided, Deciding(People.Bob, Decision.Approve, step: 0)).Refusal());
        Assert.Equal(People.Alice, decided.LastDecision?.By);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(0, null)]
    [InlineData(null, 1)]
    [InlineData(0, 1)]
    public void A_repeated_decision_is_accepted_and_changes_nothing(int? step, int? generation)
    {
        var decided = Opened(TaskKind.Approval).After(Deciding(People.Alice, Decision.Approve));

        Assert.Empty(TaskMachine.Decide(decided, Deciding(People.Alice, Decision.Approve, step, generation, "Other words")).Events());
        Assert.Equal(Refusal.AlreadyDecided, TaskMachine.Decide(decided, Deciding(People.Alice, Decision.Deny, step, generation)).Refusal());
    }

    [Fact]
    public void A_refusal_names_the_decision_about_the_same_step_and_not_the_latest_decision()
    {
        var closed = Opened(TwoSteps, Risk.High).After(Deciding(People.Manager, Decision.Approve)).After(Deciding(People.EntitlementOwner, Decision.Deny));

        var refused = Assert.IsType<Ruling.Refused>(TaskMachine.Decide(closed, Deciding(People.Manager, Decision.Deny, step: 0)));

        Assert.Equal((People.Manager, Decision.Approve), (refused.Earlier?.By, refused.Earlier?.Decision));
        Assert.Null(Assert.IsType<Ruling.Refused>(TaskMachine.Decide(closed, Cancelling(People.Requester))).Earlier);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(null, 1)]
    public void A_repeated_decision_is_accepted_after_the_task_moved_to_the_next_step(int? step, int? generation)
    {
        var moved = Opened(TwoSteps, Risk.High).After(Deciding(People.Manager, Decision.Approve));
        var closed = moved.After(Deciding(People.EntitlementOwner, Decision.Deny));

        Assert.All([moved, closed], task =>
        {
            Assert.Empty(TaskMachine.Decide(task, Deciding(People.Manager, Decision.Approve, step, generation)).Events());
            Assert.Equal(Refusal.AlreadyDecided, TaskMachine.Decide(task, Deciding(People.Manager, Decision.Deny, step, generation)).Refusal());
            Assert.Equal(Refusal.AlreadyDecided, TaskMachine.Decide(task, Deciding(People.Admin, Decision.Approve, step, generation)).Refusal());
        });
    }

    [Fact]
    public void An_earlier_approval_is_not_repeated_for_a_task_that_was_cancelled_or_timed_out()
    {
        var moved = Opened(TwoSteps, Risk.High).After(Deciding(People.Manager, Decision.Approve));

        Assert.All(
            [moved.After(Cancelling(People.Requester)), moved.At(Day(8))],
            task => Assert.Equal(Refusal.TaskClosed, TaskMachine.Decide(task, Deciding(People.Manager, Decision.Approve)).Refusal()));
    }

    [Fact]
    public void A_link_of_a_replaced_generation_is_invalid_and_a_link_of_a_decided_task_says_so()
    {
        var reassigned = Opened(TaskKind.Approval).After(Reassigning(People.Alice, People.Bob));
        var decided = reassigned.After(Deciding(People.Bob, Decision.Approve));

        Assert.Equal(Refusal.StaleGeneration, TaskMachine.Decide(reassigned, Deciding(People.Alice, Decision.Approve, generation: 1)).Refusal());
        Assert.Equal(Refusal.StaleGeneration, TaskMachine.Decide(reassigned, Deciding(People.Alice, Decision.Approve, 0, 1)).Refusal());
        Assert.Equal(Refusal.AlreadyDecided, TaskMachine.Decide(decided, Deciding(People.Alice, Decision.Approve, generation: 1)).Refusal());
    }

    [Fact]
    public void A_decision_about_another_step_is_stale()
    {
        var skipped = Opened(APolicy.For(TaskKind.Approval, APolicy.AskingAlice(APolicy.Skip(1)), APolicy.AskingAlice())).At(Day(1));

        Assert.Equal(Refusal.StaleStep, TaskMachine.Decide(skipped, Deciding(People.Alice, Decision.Approve, step: 0)).Refusal());
        Assert.Equal(Refusal.StaleStep, TaskMachine.Decide(skipped, Deciding(People.Alice, Decision.Approve, step: 2)).Refusal());
        Assert.Equal(Outcome.Approved, skipped.After(Deciding(People.Alice, Decision.Approve, step: 1, at: Day(1))).Outcome);
    }

    [Fact]
    public void A_policy_can_require_reasons()
    {
        var task = Opened(APolicy.For(TaskKind.Approval, APolicy.AskingAlice() with { ReasonRequiredFor = [Decision.Deny] }));

        Assert.Equal(Refusal.ReasonRequired, TaskMachine.Decide(task, Deciding(People.Alice, Decision.Deny, reason: " \u200E ")).Refusal());
        Assert.Equal(Outcome.Denied, task.After(Deciding(People.Alice, Decision.Deny, reason: "No")).Outcome);
        Assert.Equal(Outcome.Approved, task.After(Deciding(People.Alice, Decision.Approve)).Outcome);
    }

    [Fact]
    public void A_reason_that_is_too_long_is_refused()
    {
        var task = Opened(TaskKind.Approval);

        Assert.Equal(Refusal.TextTooLong, TaskMachine.Decide(task, Deciding(People.Alice, Decision.Approve, reason: new string('a', 2001))).Refusal());
        Assert.Equal(Outcome.Approved, task.After(Deciding(People.Alice, Decision.Approve, reason: new string('a', 2000))).Outcome);
    }
}
