using AccessReview.Domain.Authorization;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Tasks;

/// <summary>Certify with an exception: reason, end date, compensating control; a second person for high risk.</summary>
public sealed class ExceptionTests
{
    private static readonly CertificationTerms Terms = new() { Until = Day(90), Control = "Logged and watched" };

    private static readonly ReviewTask High = Opened(APolicy.For(TaskKind.Certification), Risk.High);

    private static readonly ReviewTask Proposed = High.After(Excepting(People.Alice));

    [Fact]
    public void An_exception_at_low_risk_takes_effect_at_once_and_is_kept_by_the_grant()
    {
        var task = Opened(TaskKind.Certification).After(Excepting(People.Alice));

        var grant = GrantRules.After(AnAccess.Grant(), task, new Effect.ChangeGrant(GrantChange.Certify, People.Alice), Hour(1))!;

        Assert.Equal(new ExceptionRecord(Day(90), "Logged and watched", "No other tool", People.Alice, null, task.Number), grant.Exception);
        Assert.Equal((DateTimeOffset?)Day(90), grant.CertifiedUntil);
    }

    [Fact]
    public void An_exception_without_reason_end_or_control_is_refused()
    {
        Assert.All(
            [Excepting(People.Alice, Terms with { Until = null }), new TaskCommand.Decide(Decision.Certify, null, null, null) { At = Hour(1), By = People.Alice.Acts(), Facts = People.Facts, Terms = Terms }],
            command => Assert.Equal(Refusal.ExceptionIncomplete, TaskMachine.Decide(High, command).Refusal()));
        Assert.Equal(Refusal.EndOutOfRange, TaskMachine.Decide(High, Excepting(People.Alice, Terms with { Until = Day(367) })).Refusal());
    }

    [Fact]
    public void At_high_risk_the_task_waits_for_an_owner_of_the_app_who_did_not_decide()
    {
        Assert.True(Proposed.IsOpen);
        Assert.Equal([People.AppOwner], Proposed.WaitsFor);
        Assert.Equal(Refusal.ExceptionPending, TaskMachine.Decide(Proposed, Deciding(People.Bob, Decision.Remove, generation: Proposed.Generation)).Refusal());
        Assert.Equal(Refusal.OwnException, TaskMachine.Decide(Proposed, Judging(People.Alice)).Refusal());
        Assert.Equal(Refusal.OwnAccess, TaskMachine.Decide(Proposed, Judging(People.Subject)).Refusal());
        Assert.Equal(Refusal.NotAllowed, TaskMachine.Decide(Proposed, Judging(People.Bob)).Refusal());
        Assert.Equal(Refusal.ReadOnlyRole, TaskMachine.Decide(Proposed, Judging(People.Auditor)).Refusal());
        // The owner who decided is no approver, so the administrators are.
        var own = High.After(Reassigning(People.Admin, People.AppOwner)).After(Excepting(People.AppOwner));
        Assert.Equal([People.Admin], own.WaitsFor);
    }

    [Fact]
    public void An_approval_certifies_with_both_names()
    {
        var task = Proposed.After(Judging(People.AppOwner, reason: "Agreed"));

        Assert.Equal((Outcome.Certified, People.Alice, People.AppOwner), (task.Outcome, task.LastDecision!.By, task.LastDecision.Approval!.By));
        var item = ItemRules.Follow(new ItemProgress(), task);
        Assert.Equal((ItemState.Done, (ItemOutcome?)ItemOutcome.CertifiedWithException), (item.State, item.Outcome));
    }

    [Fact]
    public void A_denial_needs_a_reason_and_gives_the_task_back_to_its_reviewers()
    {
        Assert.Equal(Refusal.ReasonRequired, TaskMachine.Decide(Proposed, Judging(People.AppOwner, approves: false)).Refusal());

        var task = Proposed.After(Judging(People.AppOwner, approves: false, reason: "Use the other tool"));

        Assert.Equal((true, null, 0, Proposed.Generation + 1), (task.IsOpen, task.Exception, task.Decisions.Count, task.Generation));
        Assert.Equal(task.Assignees.Select(assignee => assignee.User), task.WaitsFor);
        Assert.Equal(Outcome.Removed, task.After(Deciding(People.Alice, Decision.Remove)).Outcome);
        Assert.Equal(Refusal.NoException, TaskMachine.Decide(task, Judging(People.AppOwner)).Refusal());
    }

    [Fact]
    public void An_exception_that_nobody_approved_is_no_decision_when_the_task_ends()
    {
        var task = Proposed.After(new TaskCommand.Cancel(null) { At = Hour(3), By = Actor.Person(People.Admin, Roles.Admin), Facts = People.Facts });

        Assert.Equal((Outcome.Cancelled, null, null), (task.Outcome, task.Exception, task.LastDecision));
    }

    [Fact]
    public void A_decision_with_an_exception_can_be_undone_before_it_is_sent_for_approval()
    {
        var held = High.After(Excepting(People.Alice) with { UndoFor = TimeSpan.FromMinutes(1) });

        Assert.Equal(Refusal.UndoPending, TaskMachine.Decide(held, Judging(People.AppOwner, at: Hour(1))).Refusal());
        var undone = held.After(Undoing(People.Alice));
        Assert.Equal((null, 0, High.Generation), (undone.Exception, undone.Decisions.Count, undone.Generation));
    }

    private static TaskCommand.Decide Excepting(UserId by, CertificationTerms? terms = null) =>
        Deciding(by, Decision.Certify, reason: "No other tool") with { Terms = terms ?? Terms };

    private static TaskCommand.JudgeProposal Judging(UserId by, bool approves = true, string? reason = null, DateTimeOffset? at = null) =>
        new(approves, reason) { At = at ?? Hour(2), By = by.Acts(), Facts = People.Facts };
}
