using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Tasks;

/// <summary>Decisions that take effect at the sign-off. Alice and Bob review.</summary>
public sealed class StagingTests
{
    private static readonly ReviewTask Task = Staging(APolicy.Asking(APolicy.Named(People.Alice, People.Bob), APolicy.Remind(1), APolicy.Replace(2, APolicy.Named(People.Manager)), APolicy.Close(7)));

    [Fact]
    public void A_decision_is_staged_and_the_task_stays_open_with_its_links()
    {
        var staged = Task.After(Deciding(People.Alice, Decision.Remove, reason: "Not needed"));

        Assert.True(staged is { IsOpen: true, IsStaged: true, Decisions: [] });
        Assert.Equal((Task.Step, Task.Generation), (staged.Step, staged.Generation));
        Assert.Equal((Decision.Remove, "Not needed", People.Alice), (staged.Staged!.Decision, staged.Staged.Reason, staged.Staged.Person));
    }

    [Fact]
    public void The_newest_staged_decision_replaces_the_older_one_and_a_repeat_changes_nothing()
    {
        var once = Task.After(Deciding(People.Alice, Decision.Certify));

        Assert.Empty(TaskMachine.Decide(once, Deciding(People.Alice, Decision.Certify, at: Hour(2))).Events());
        var changed = once.After(Deciding(People.Bob, Decision.Remove, at: Hour(2)));
        Assert.Equal((Decision.Remove, People.Bob), (changed.Staged!.Decision, changed.Staged.Person));
    }

    [Fact]
    public void Staging_obeys_the_rules_of_deciding()
    {
        var strict = Staging(APolicy.AskingAlice() with { ReasonRequiredFor = [Decision.Remove] });

        Assert.Equal(Refusal.ReasonRequired, TaskMachine.Decide(strict, Deciding(People.Alice, Decision.Remove)).Refusal());
        Assert.Equal(Refusal.NotAssignee, TaskMachine.Decide(strict, Deciding(People.Bob, Decision.Certify)).Refusal());
        Assert.Equal(Refusal.OwnAccess, TaskMachine.Decide(strict, Deciding(People.Subject, Decision.Certify)).Refusal());
        Assert.Equal(Refusal.ReadOnlyRole, TaskMachine.Decide(strict, Deciding(People.Auditor, Decision.Certify)).Refusal());
        Assert.Equal(Refusal.StaleStep, TaskMachine.Decide(strict, Deciding(People.Alice, Decision.Certify, step: 1)).Refusal());
        Assert.Equal(Refusal.SubjectInactive, TaskMachine.Decide(strict, Deciding(People.Alice, Decision.Certify) with { Facts = People.Facts.Is(AnAccess.Held).SubjectLeft() }).Refusal());
    }

    [Fact]
    public void Only_its_reviewer_withdraws_a_staged_decision()
    {
        var staged = Task.After(Deciding(People.Alice, Decision.Certify));

        Assert.Contains(TaskAction.Undo, TaskMachine.ActionsOf(staged, People.Alice.Acts(), People.Facts, Hour(2)));
        Assert.Equal(Refusal.NotDecider, TaskMachine.Decide(staged, Undoing(People.Bob)).Refusal());
        var withdrawn = staged.After(Undoing(People.Alice, at: Day(3)));
        Assert.Null(withdrawn.Staged);
        Assert.Empty(TaskMachine.Decide(withdrawn, Undoing(People.Alice, at: Day(3))).Events());
    }

    [Fact]
    public void The_sign_off_makes_the_staged_decision_the_reviewers_own_at_its_time()
    {
        var staged = Task.After(Deciding(People.Alice, Decision.Remove, reason: "Not needed"));
        var settled = staged.After(Settling(staged, People.Alice, Hour(5)));

        Assert.Equal(Outcome.Removed, settled.Outcome);
        var decision = Assert.Single(settled.Decisions);
        Assert.Equal((People.Alice, Hour(5), Hour(1), People.Alice), (decision.By, decision.At, decision.StagedAt, decision.SignedOff!.By));
        Assert.Empty(TaskMachine.Decide(settled, Settling(staged, People.Alice, Hour(5))).Events());
    }

    [Fact]
    public void A_sign_off_covers_neither_later_changes_nor_decisions_of_others()
    {
        var staged = Task.After(Deciding(People.Alice, Decision.Certify, at: Hour(4)));

        var changed = staged.After(Deciding(People.Alice, Decision.Remove, at: Hour(6)));

        Assert.Empty(TaskMachine.Decide(changed, Settling(staged, People.Alice, Hour(5))).Events());
        Assert.Empty(TaskMachine.Decide(staged, Settling(staged, People.Bob, Hour(5))).Events());
    }

    [Fact]
    public void A_decision_that_the_directory_no_longer_allows_is_shown_back()
    {
        var staged = Task.After(Deciding(People.Alice, Decision.Certify));
        var facts = People.Facts.Is(AnAccess.Held).SubjectLeft();
        var returned = staged.After(Settling(staged, People.Alice, Hour(5)) with { Facts = facts });

        Assert.True(returned is { IsOpen: true, IsStaged: false, Staged.NeedsLook: ObsoleteCause.SubjectInactive });
        Assert.Contains(Settlement.Of(staged, new TaskEvent.StagedReturned(ObsoleteCause.SubjectInactive) { At = Hour(5), By = Actor.System }, returned, facts), effect => effect is Effect.Notification { Kind: NotificationKind.Reminder });
        Assert.Equal(Outcome.NoResponse, returned.After(Ending(Day(7)) with { Facts = facts }).Outcome);
        Assert.Equal(Decision.Remove, returned.After(Deciding(People.Alice, Decision.Remove, at: Hour(6)) with { Facts = facts }).Staged!.Decision);
    }

    [Fact]
    public void Without_a_sign_off_it_takes_effect_when_the_campaign_closes_but_not_when_it_is_cancelled()
    {
        var staged = Task.After(Deciding(People.Alice, Decision.Certify));

        var closed = staged.After(Ending(Day(7)));
        Assert.Equal((Outcome.Certified, Hour(1), null), (closed.Outcome, closed.LastDecision!.StagedAt, closed.LastDecision.SignedOff));
        var cancelled = staged.After(new TaskCommand.EndReview(true) { At = Day(7), By = Actor.System, Facts = People.Facts });
        Assert.True(cancelled is { Outcome: Outcome.Cancelled, Decisions: [] });
    }

    [Fact]
    public void The_ladder_reminds_but_neither_replaces_the_reviewer_nor_closes_the_task()
    {
        var after = Task.After(Deciding(People.Alice, Decision.Certify)).At(Day(8));

        Assert.True(after is { IsOpen: true, IsStaged: true });
        Assert.Equal(Task.Generation, after.Generation);
        Assert.NotNull(after.LastRemindedAt);
        Assert.IsType<NextStep.WaitUntil>(Lifecycle.Next(after, Day(8)));
    }

    [Fact]
    public void A_staged_decision_goes_with_its_reviewer()
    {
        var staged = Task.After(Deciding(People.Alice, Decision.Certify));

        Assert.Null(staged.After(Reassigning(People.Alice, People.Manager)).Staged);
        Assert.Null(staged.After(Rechecking(People.Facts.With(People.Alice, person => person with { IsActive = false }))).Staged);
        Assert.NotNull(staged.After(Rechecking(People.Facts.With(People.Bob, person => person with { IsActive = false }))).Staged);
    }

    [Fact]
    public void A_delegates_staged_decision_is_signed_off_by_either_of_them()
    {
        var facts = People.Facts.OutOfOffice(People.Alice, People.Delegate, Day(3));
        var staged = Task.After(Deciding(People.Delegate, Decision.Certify) with { Facts = facts });

        Assert.Equal(People.Alice, staged.Staged!.OnBehalfOf);
        Assert.Equal(Outcome.Certified, staged.After(Settling(staged, People.Alice, Hour(5))).Outcome);
        Assert.Equal(Outcome.Certified, staged.After(Settling(staged, People.Delegate, Hour(5))).Outcome);
    }

    [Fact]
    public void High_risk_is_decided_one_at_a_time_where_the_campaign_says_so()
    {
        var task = Staging(APolicy.AskingAlice(), Risk.High);
        var decide = Deciding(People.Alice, Decision.Certify);

        Assert.Equal(Refusal.OneAtATime, TaskMachine.Decide(task, decide with { Bulk = new BulkCall("b1", 2) }).Refusal());
        Assert.NotEmpty(TaskMachine.Decide(task, decide).Events());
        var open = task with { Campaign = task.Campaign! with { DecidesHighRiskAlone = false } };
        Assert.Equal("b1", open.After(decide with { Bulk = new BulkCall("b1", 2) }).Staged!.Bulk!.Id);
    }

    private static ReviewTask Staging(PolicyStep step, Risk risk = Risk.Low)
    {
        var opening = Opening(APolicy.For(TaskKind.Certification, step), risk) with
        {
            RequestedBy = null,
            Campaign = new TaskCampaign(CampaignId.From("c1"), "Fourth quarter", 1) { StagesDecisions = true, DecidesHighRiskAlone = true },
        };
        return ReviewTask.Fold(TaskMachine.Open(opening).Events());
    }

    private static TaskCommand.SettleStaged Settling(ReviewTask task, UserId by, DateTimeOffset at) => new(new SignedOff(by, at), task.Staged!.Version) { At = at, By = Actor.System, Facts = People.Facts };

    private static TaskCommand.EndReview Ending(DateTimeOffset at) => new(false) { At = at, By = Actor.System, Facts = People.Facts };
}
