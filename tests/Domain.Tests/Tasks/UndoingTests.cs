using AccessReview.Domain.Authorization;
using AccessReview.Domain.Links;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Tasks;

public sealed class UndoingTests
{
    private static readonly TimeSpan HalfAMinute = TimeSpan.FromSeconds(30);

    private static readonly Policy TwoSteps = APolicy.For(
        TaskKind.Approval, APolicy.Asking(APolicy.Named(People.Director)), APolicy.Asking(APolicy.Named(People.Alice)));

    private static readonly DateTimeOffset Until = Hour(1) + HalfAMinute;

    [Fact]
    public void A_decision_says_until_when_it_can_be_undone()
    {
        var task = Opened(TaskKind.Certification).After(Certifying);

        Assert.Equal((Until, Until), (task.UndoUntil(Hour(1)), Assert.Single(task.Decisions).UndoUntil));
        Assert.Null(task.UndoUntil(Until));
    }

    [Fact]
    public void A_caller_can_let_the_decision_take_effect_at_once() =>
        Assert.Null(Opened(TaskKind.Certification).After(Certifying with { SettlesNow = true }).UndoUntil(Hour(1)));

    [Fact]
    public void An_undone_decision_leaves_the_task_as_it_was_with_its_links()
    {
        var before = Opened(TaskKind.Certification);

        var after = before.After(Certifying).After(Undoing(People.Alice));

        Assert.Equivalent(before with { Version = 5, UndoneBy = People.Alice }, after, strict: true);
    }

    [Fact]
    public void Undoing_the_approval_of_a_step_takes_the_task_back_from_the_next_approvers()
    {
        var before = Opened(TwoSteps);

        var after = before.After(Approving).After(Undoing(People.Director));

        Assert.Equivalent(before with { Version = 5, UndoneBy = People.Director }, after, strict: true);
        Assert.Equal(Refusal.NotAssignee, TaskMachine.Decide(after, Deciding(People.Alice, Decision.Approve)).Refusal());
    }

    [Fact]
    public void Nothing_is_due_before_the_decision_takes_effect()
    {
        var certified = Opened(TaskKind.Certification).After(Certifying);
        var approved = Opened(TwoSteps).After(Approving);

        Assert.Equal(new NextStep.WaitUntil(Until), Lifecycle.Next(certified, Hour(1)));
        Assert.Equal(new NextStep.WaitUntil(Until), Lifecycle.Next(approved, Hour(1)));
        Assert.IsType<NextStep.Finished>(Lifecycle.Next(certified, Until));
        Assert.Equal(approved.StepStartedAt + approved.CurrentStep.Ladder[0].After, Assert.IsType<NextStep.WaitUntil>(Lifecycle.Next(approved, Until)).At);
    }

    [Fact]
    public void The_next_approver_decides_once_the_approval_before_has_taken_effect()
    {
        var task = Opened(TwoSteps).After(Approving);

        Assert.Equal(Refusal.UndoPending, TaskMachine.Decide(task, Deciding(People.Alice, Decision.Approve)).Refusal());
        Assert.Equal(Outcome.Approved, task.After(Deciding(People.Alice, Decision.Approve, at: Until)).Outcome);
    }

    [Fact]
    public void Another_decision_can_follow_an_undone_one()
    {
        var task = Opened(TaskKind.Certification).After(Certifying).After(Undoing(People.Alice)).After(Deciding(People.Alice, Decision.Remove));

        Assert.Equal((Outcome.Removed, Decision.Remove), (task.Outcome, Assert.Single(task.Decisions).Decision));
    }

    [Fact]
    public void A_link_of_an_undone_decision_opens_the_task_again()
    {
        var opening = Opening(APolicy.For(TaskKind.Certification));
        var history = Histories(opening, Certifying, Undoing(People.Alice));

        Assert.IsType<LinkStatus.Open>(LinkStatus.Of(People.Alice, 1, ReviewTask.Fold(history), history));
    }

    [Fact]
    public void A_link_that_was_handed_on_after_an_undo_says_so()
    {
        var history = Histories(Opening(APolicy.For(TaskKind.Certification)), Certifying, Undoing(People.Alice), Reassigning(People.Alice, People.Bob));

        var status = LinkStatus.Of(People.Alice, 1, ReviewTask.Fold(history), history);

        Assert.Equal(People.Alice, Assert.IsType<LinkStatus.HandedOn>(status).By);
    }

    [Fact]
    public void Nothing_can_be_undone_after_the_requester_cancelled()
    {
        var task = Opened(TwoSteps).After(Approving).After(Cancelling(People.Requester));

        Assert.Equal(Refusal.UndoOvertaken, TaskMachine.Decide(task, Undoing(People.Director)).Refusal());
    }

    [Fact]
    public void An_undone_task_follows_what_changed_in_the_directory_meanwhile()
    {
        var task = Opened(TaskKind.Certification).After(Certifying);

        var closed = task.After(Undoing(People.Alice) with { Facts = People.Facts.Is(AnAccess.Ended) });

        Assert.Equal((false, ObsoleteCause.NotHeld), (closed.IsOpen, closed.ClosingCause));
    }

    [Fact]
    public void Only_a_link_of_the_decided_generation_undoes_it()
    {
        var task = Opened(TaskKind.Certification).After(Certifying);

        Assert.Equal(Refusal.StaleGeneration, TaskMachine.Decide(task, Undoing(People.Alice, generation: 2)).Refusal());
        Assert.Equal(Refusal.StaleStep, TaskMachine.Decide(task, Undoing(People.Alice, step: 1)).Refusal());
        Assert.True(task.After(Undoing(People.Alice, 0, 1)).IsOpen);
    }

    [Fact]
    public void A_decider_who_can_undo_is_offered_nothing_else()
    {
        var task = Opened(TwoSteps).After(Approving);

        Assert.Equal([TaskAction.Read, TaskAction.Undo], TaskMachine.ActionsOf(task, People.Director.Acts(), People.Facts, Hour(1)));
        Assert.Equal([TaskAction.Read], TaskMachine.ActionsOf(task, People.Alice.Acts(), People.Facts, Hour(1)));
        Assert.DoesNotContain(TaskAction.Undo, TaskMachine.ActionsOf(task, People.Director.Acts(), People.Facts, Until));
    }

    [Fact]
    public void Others_see_the_task_without_the_decision_until_it_takes_effect()
    {
        var before = Opened(TwoSteps);
        var task = before.After(Approving);

        Assert.Equivalent(before with { Version = 4 }, task.WithoutPending(Hour(1)), strict: true);
        Assert.Same(task, task.WithoutPending(Until));
    }

    private static TaskCommand.Decide Certifying => Deciding(People.Alice, Decision.Certify) with { UndoFor = HalfAMinute };

    private static TaskCommand.Decide Approving => Deciding(People.Director, Decision.Approve) with { UndoFor = HalfAMinute };

    private static IReadOnlyList<TaskEvent> Histories(TaskCommand.Open opening, params TaskCommand[] commands)
    {
        List<TaskEvent> events = [.. TaskMachine.Open(opening).Events()];
        foreach (var command in commands)
            events.AddRange(TaskMachine.Decide(ReviewTask.Fold(events), command).Events());
        return events;
    }
}
