using AccessReview.Domain.Links;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using AccessReview.Domain.Tests.Sequences;
using CsCheck;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Links;

/// <summary>What the link of Alice opens, who was assigned at the beginning.</summary>
public sealed class LinkStatusTests
{
    [Fact]
    public void A_link_opens_the_task_that_waits_for_its_holder() => Assert.IsType<LinkStatus.Open>(Live().OfAlice());

    [Fact]
    public void A_link_opens_nothing_when_nothing_is_left_to_decide() =>
        Assert.Equal(new LinkStatus.NothingLeft(ObsoleteCause.NotHeld, null), Live().OfAlice(ObsoleteCause.NotHeld));

    [Fact]
    public void A_link_about_the_holders_own_access_never_opens()
    {
        var (task, events) = Live();

        Assert.IsType<LinkStatus.OwnAccess>(LinkStatus.Of(People.Subject, 1, task, events));
    }

    [Fact]
    public void After_the_holders_decision_the_link_shows_it()
    {
        var status = Live(_ => Deciding(People.Alice, Decision.Deny)).OfAlice();

        Assert.Equal(Decision.Deny, Assert.IsType<LinkStatus.Answered>(status).Decision.Decision);
    }

    [Fact]
    public void After_a_decision_by_another_user_the_link_names_them()
    {
        var status = Live(_ => Deciding(People.Admin, Decision.Deny, reason: "The project has ended")).OfAlice();

        Assert.Equal(People.Admin, Assert.IsType<LinkStatus.DecidedByOther>(status).Decision.By);
    }

    [Fact]
    public void After_a_reassignment_the_link_names_who_did_it_and_who_has_the_task()
    {
        var status = Assert.IsType<LinkStatus.HandedOn>(Live(_ => Reassigning(People.Alice, People.Bob)).OfAlice());

        Assert.Equal((People.Alice, Hour(1)), (status.By, status.At));
        Assert.Equal([People.Bob], status.To);
        Assert.False(status.IsByDirectory);
    }

    [Fact]
    public void After_the_ladder_replaced_the_holder_nobody_is_named_for_it()
    {
        var status = Assert.IsType<LinkStatus.HandedOn>(Live(Ladder(APolicy.Replace(1, APolicy.Named(People.Bob)), APolicy.Close(7)), task => Climbing(task, Day(1))).OfAlice());

        Assert.Null(status.By);
        Assert.Equal([People.Bob], status.To);
    }

    [Fact]
    public void After_assignees_were_added_the_holder_has_a_newer_link()
    {
        var live = Live(Ladder(APolicy.Add(1, APolicy.Named(People.Bob)), APolicy.Close(7)), task => Climbing(task, Day(1)));

        Assert.Equal(new LinkStatus.Renewed(Day(1)), live.OfAlice());
        Assert.IsType<LinkStatus.Open>(LinkStatus.Of(People.Alice, live.Task.Generation, live.Task, live.Events));
    }

    [Fact]
    public void An_older_link_shows_what_ended_the_newer_one()
    {
        var live = Live(Ladder(APolicy.Add(1, APolicy.Named(People.Bob)), APolicy.Close(7)), task => Climbing(task, Day(1)), _ => Cancelling(People.Requester));

        Assert.Equal(People.Requester, Assert.IsType<LinkStatus.Cancelled>(live.OfAlice()).By);
    }

    [Fact]
    public void After_the_ladder_closed_the_task_the_link_shows_its_outcome() =>
        Assert.Equal(new LinkStatus.ClosedByPolicy(Outcome.NoResponse, Day(7)), Live(task => Climbing(task, Day(7))).OfAlice());

    [Fact]
    public void After_the_step_was_skipped_the_link_says_so()
    {
        var policy = APolicy.For(TaskKind.Approval, APolicy.AskingAlice(APolicy.Skip(2)), APolicy.Asking(APolicy.Named(People.Bob)));

        Assert.Equal(new LinkStatus.Skipped(Day(2)), Live(policy, task => Climbing(task, Day(2))).OfAlice());
    }

    [Fact]
    public void After_the_task_closed_by_the_directory_the_link_shows_the_cause()
    {
        var status = Live(_ => Rechecking(People.Facts.SubjectLeft())).OfAlice();

        Assert.Equal(new LinkStatus.NothingLeft(ObsoleteCause.SubjectInactive, Hour(1)), status);
    }

    [Fact]
    public void A_delegates_link_ends_when_the_assignee_is_back()
    {
        var live = Live(_ => Rechecking(People.Facts.OutOfOffice(People.Alice, People.Delegate)), _ => Rechecking(at: Hour(2)));

        Assert.True(Assert.IsType<LinkStatus.HandedOn>(LinkStatus.Of(People.Delegate, live.Task.Generation, live.Task, live.Events)).IsByDirectory);
    }

    [Fact]
    public void In_every_history_a_link_opens_only_an_open_task_of_its_generation_that_waits_for_its_holder() =>
        Histories.Any.Sample(
            live =>
            {
                foreach (var holder in Worlds.Everybody)
                {
                    for (var generation = 1; generation <= live.Task.Generation; generation++)
                    {
                        var isOpen = LinkStatus.Of(holder, generation, live.Task, live.Events) is LinkStatus.Open;
                        Assert.Equal(live.Task.IsOpen && live.Task.Generation == generation && live.Task.WaitsFor.Contains(holder), isOpen);
                    }
                }
            },
            iter: 2_000);

    private static Policy Ladder(params Rung[] rungs) => APolicy.For(TaskKind.Approval, APolicy.AskingAlice(rungs));

    private static History Live(params Func<ReviewTask, TaskCommand>[] commands) => Live(APolicy.For(TaskKind.Approval), commands);

    private static History Live(Policy policy, params Func<ReviewTask, TaskCommand>[] commands) => Histories.Of(Opening(policy), commands);
}

file static class Links
{
    public static LinkStatus OfAlice(this History history, ObsoleteCause? nothingLeft = null) => LinkStatus.Of(People.Alice, 1, history.Task, history.Events, nothingLeft);
}
