using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Tasks;

public sealed class LadderTests
{
    private static readonly AssigneeRule TheirManagers = new(AssigneeSource.AssigneesManagers);

    [Fact]
    public void A_rung_is_climbed_when_it_is_due()
    {
        var task = Laddered(APolicy.Remind(2), APolicy.Close(7));

        Assert.Equal(new NextStep.WaitUntil(Day(2)), Lifecycle.Next(task, Day(2).AddTicks(-1)));
        Assert.Equal(new NextStep.Climb(0, 0), Lifecycle.Next(task, Day(2)));
        Assert.Equal(new NextStep.WaitUntil(Day(7)), Lifecycle.Next(task.At(Day(2)), Day(2)));
        Assert.Equal(new NextStep.Finished(), Lifecycle.Next(task.At(Day(7)), Day(7)));
    }

    [Fact]
    public void A_ladder_without_an_end_is_checked_daily()
    {
        var task = Laddered(APolicy.Remind(2)).At(Day(2));

        Assert.Equal(new NextStep.WaitUntil(Day(4)), Lifecycle.Next(task, Day(3)));
    }

    [Fact]
    public void A_rung_is_not_climbed_before_its_time()
    {
        var task = Laddered(APolicy.Remind(2), APolicy.Close(7));

        Assert.Equal(Refusal.NotDue, TaskMachine.Decide(task, Climbing(task, Day(2).AddTicks(-1))).Refusal());
    }

    [Fact]
    public void A_rung_is_climbed_once()
    {
        var task = Laddered(APolicy.Remind(2), APolicy.Close(7));
        var climb = Climbing(task, Day(2));

        Assert.Empty(TaskMachine.Decide(task.After(climb), climb).Events());
    }

    [Fact]
    public void A_rung_of_an_earlier_step_does_nothing_and_a_rung_of_a_later_step_is_stale()
    {
        var task = Opened(APolicy.For(TaskKind.Approval, APolicy.AskingAlice(), APolicy.AskingAlice(APolicy.Remind(1), APolicy.Close(2))));
        var late = Climbing(task, Day(9));
        var moved = task.After(Deciding(People.Alice, Decision.Approve));

        Assert.Empty(TaskMachine.Decide(moved, late).Events());
        Assert.Equal(Refusal.StaleStep, TaskMachine.Decide(moved, late with { Step = 1, Rung = 1 }).Refusal());
        Assert.Equal(Refusal.StaleStep, TaskMachine.Decide(moved, late with { Step = 2 }).Refusal());
    }

    [Fact]
    public void A_reminder_goes_to_the_assignees_and_leaves_the_task_unchanged()
    {
        var task = Laddered(APolicy.Remind(2), APolicy.SecondChannel(3), APolicy.Close(7)).At(Day(3));

        Assert.Equal((1, 2, Day(3)), (task.Generation, task.NextRung, task.LastRemindedAt));
    }

    [Fact]
    public void Several_rungs_due_at_once_send_one_mail()
    {
        var task = Laddered(APolicy.Remind(1), APolicy.SecondChannel(2), APolicy.Remind(3), APolicy.Close(7));

        var first = TaskMachine.Decide(task, Climbing(task, Day(5))).Events();
        var second = TaskMachine.Decide(task.Evolve(first[0]), Climbing(task.Evolve(first[0]), Day(5))).Events();
        var third = task.Evolve(first[0]).Evolve(second[0]);

        Assert.IsType<TaskEvent.RungPassed>(Assert.Single(first));
        Assert.IsType<TaskEvent.RungPassed>(Assert.Single(second));
        Assert.IsType<TaskEvent.Reminded>(Assert.Single(TaskMachine.Decide(third, Climbing(third, Day(5))).Events()));
    }

    [Fact]
    public void Rungs_of_the_same_hour_do_not_suppress_each_other()
    {
        var task = Laddered(APolicy.Remind(1), APolicy.SecondChannel(1), APolicy.Add(1, TheirManagers), APolicy.Close(7));

        Assert.IsType<TaskEvent.Reminded>(Assert.Single(TaskMachine.Decide(task, Climbing(task, Day(1))).Events()));
        var reminded = task.After(Climbing(task, Day(1)));
        Assert.IsType<TaskEvent.SecondChannelUsed>(Assert.Single(TaskMachine.Decide(reminded, Climbing(reminded, Day(1))).Events()));
    }

    [Fact]
    public void An_added_assignee_joins_the_existing_assignees()
    {
        var task = Laddered(APolicy.Add(3, TheirManagers), APolicy.Close(7)).At(Day(3));

        Assert.Equal([People.Alice, People.Manager], task.AssignedUsers());
        Assert.Equal(new Assignee(People.Manager, AssigneeReason.Escalated, AssigneeSource.AssigneesManagers), task.Assignees[1]);
        Assert.Equal((2, 1, Monday), (task.Generation, task.NextRung, task.StepStartedAt));
    }

    [Fact]
    public void A_replacement_removes_the_former_assignees()
    {
        var task = Laddered(APolicy.Replace(3, TheirManagers), APolicy.Close(7)).At(Day(3));

        Assert.Equal([People.Manager], task.AssignedUsers());
        Assert.Equal([People.Alice], task.FormerAssignees);
        Assert.Equal(2, task.Generation);
        Assert.Equal(Refusal.NotAssignee, TaskMachine.Decide(task, Deciding(People.Alice, Decision.Approve)).Refusal());
    }

    [Theory]
    [InlineData(RungAction.AddAssignee)]
    [InlineData(RungAction.ReplaceAssignee)]
    public void An_escalation_that_finds_nobody_goes_to_the_administrators(RungAction action)
    {
        var task = Laddered(new Rung(Days(3), action) { Who = APolicy.Named(People.Leaver) }, APolicy.Close(7)).At(Day(3));

        Assert.Equal(new Assignee(People.Admin, AssigneeReason.Escalated, AssigneeSource.Admins), task.Assignees[^1]);
    }

    [Theory]
    [InlineData(RungAction.AddAssignee)]
    [InlineData(RungAction.ReplaceAssignee)]
    public void An_escalation_that_finds_no_new_person_is_skipped(RungAction action)
    {
        var task = Laddered(new Rung(Days(3), action) { Who = APolicy.Named(People.Alice, People.Leaver) }, APolicy.Close(7));

        Assert.Equal(new TaskEvent.RungPassed(0) { At = Day(3), By = Actor.System }, Assert.Single(TaskMachine.Decide(task, Climbing(task, Day(3))).Events()));
    }

    [Fact]
    public void An_escalation_without_an_eligible_person_is_skipped_and_the_ladder_continues()
    {
        var facts = People.Facts with { Admins = [] };
        var task = Laddered(APolicy.Replace(3, APolicy.Named(People.Subject)), APolicy.Close(7)).At(Day(3), facts);

        Assert.Equal([People.Alice], task.AssignedUsers());
        Assert.Equal(1, task.NextRung);
    }

    [Fact]
    public void A_skipped_step_is_followed_by_the_next_applicable_step()
    {
        var policy = APolicy.For(
            TaskKind.Approval,
            APolicy.AskingAlice(APolicy.Skip(2)),
            APolicy.Asking(APolicy.Named(People.Director)) with { MinimumRisk = Risk.Critical },
            APolicy.Asking(APolicy.Named(People.Bob), APolicy.Remind(1), APolicy.Close(2)));

        var task = Opened(policy).At(Day(2));

        Assert.Equal((2, 0, Day(2), 2), (task.Step, task.NextRung, task.StepStartedAt, task.Generation));
        Assert.Equal([People.Bob], task.AssignedUsers());
        Assert.Equal(Day(4), task.DueAt);
    }

    [Fact]
    public void Skipping_the_last_step_closes_without_response()
    {
        var task = Laddered(APolicy.Skip(2)).At(Day(2));

        Assert.Equal((ReviewState.Closed, Outcome.NoResponse), (task.State, task.Outcome));
    }

    [Fact]
    public void A_closing_rung_closes_the_task_with_its_outcome()
    {
        var task = Laddered(APolicy.Close(2, Outcome.Denied)).At(Day(2));

        Assert.Equal((ReviewState.Closed, Outcome.Denied, Day(2)), (task.State, task.Outcome, task.ClosedAt));
        Assert.Empty(task.Decisions);
    }

    [Fact]
    public void Two_weeks_without_a_response_run_the_whole_ladder_once()
    {
        var task = Laddered(
            APolicy.Remind(5), APolicy.Add(7, TheirManagers), APolicy.Replace(10, new AssigneeRule(AssigneeSource.AppOwners)),
            APolicy.Remind(11), APolicy.SecondChannel(13), APolicy.Skip(14));

        var wakes = new List<DateTimeOffset>();
        for (var now = Monday; task.IsOpen; now = Assert.IsType<NextStep.WaitUntil>(Lifecycle.Next(task, now)).At, wakes.Add(now), task = task.At(now))
            Assert.True(wakes.Count < 10);

        Assert.Equal([Day(5), Day(7), Day(10), Day(11), Day(13), Day(14)], wakes);
        Assert.Equal((Outcome.NoResponse, 3), (task.Outcome, task.Generation));
    }

    private static ReviewTask Laddered(params Rung[] ladder) => Opened(APolicy.For(TaskKind.Approval, APolicy.AskingAlice(ladder)));
}
