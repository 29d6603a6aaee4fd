using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Tasks;

/// <summary>The effects of each outcome.</summary>
public sealed class FollowUpTests
{
    private static readonly Effect.Notification NotifyRequester = new(NotificationKind.Outcome, People.Requester, 1);
    private static readonly Effect.Notification TellOwner = new(NotificationKind.Failed, People.AppOwner, 1);

    public static TheoryData<TaskKind, Decision, Effect[]> Decisions() => new()
    {
        { TaskKind.Certification, Decision.Certify, [new Effect.ChangeGrant(GrantChange.Certify, People.Alice)] },
        { TaskKind.Certification, Decision.Remove, [new Effect.FollowUp(TaskId.Derive("t1", "Revocation"), TaskKind.Revocation, People.Alice, "Has moved")] },
        { TaskKind.Approval, Decision.Approve, [new Effect.FollowUp(TaskId.Derive("t1", "Provisioning"), TaskKind.Provisioning, People.Requester, "Needed for the migration")] },
        { TaskKind.Approval, Decision.Deny, [NotifyRequester] },
        { TaskKind.Provisioning, Decision.Complete, [new Effect.ChangeGrant(GrantChange.Record, People.Alice), NotifyRequester] },
        { TaskKind.Provisioning, Decision.Error, [NotifyRequester, TellOwner] },
        { TaskKind.Revocation, Decision.Confirm, [new Effect.FollowUp(TaskId.Derive("t1", "Deprovisioning"), TaskKind.Deprovisioning, People.Requester, "Needed for the migration")] },
        { TaskKind.Revocation, Decision.Decline, [NotifyRequester] },
        { TaskKind.Deprovisioning, Decision.Complete, [new Effect.ChangeGrant(GrantChange.End, People.Alice), NotifyRequester] },
        { TaskKind.Deprovisioning, Decision.Error, [new Effect.ChangeGrant(GrantChange.MarkStillThere, People.Alice), NotifyRequester, TellOwner] },
    };

    public static TheoryData<TaskKind, Effect[]> Silence() => new()
    {
        { TaskKind.Certification, [NotifyRequester] },
        { TaskKind.Approval, [NotifyRequester] },
        { TaskKind.Provisioning, [NotifyRequester, TellOwner] },
        { TaskKind.Revocation, [NotifyRequester] },
        { TaskKind.Deprovisioning, [new Effect.ChangeGrant(GrantChange.MarkStillThere, null), NotifyRequester, TellOwner] },
    };

    [Theory]
    [MemberData(nameof(Decisions))]
    public void A_decision_has_the_effects_of_its_outcome(TaskKind kind, Decision decision, Effect[] effects) =>
        Assert.Equal(effects, EffectsOf(Opened(kind), Deciding(People.Alice, decision, reason: "Has moved")));

    [Theory]
    [MemberData(nameof(Silence))]
    public void A_task_without_response_notifies_the_requester_and_an_unmade_change_counts_as_failed(TaskKind kind, Effect[] effects)
    {
        var task = Opened(kind);

        Assert.Equal(effects, EffectsOf(task, Climbing(task, Day(7))));
    }

    [Fact]
    public void A_person_who_closes_a_task_is_not_notified_of_it() =>
        Assert.Empty(EffectsOf(Opened(TaskKind.Approval), Cancelling(People.Requester)));

    [Fact]
    public void The_requester_is_notified_of_a_cancellation_by_an_administrator() =>
        Assert.Equal([NotifyRequester], EffectsOf(Opened(TaskKind.Approval), Cancelling(People.Admin)));

    [Fact]
    public void A_requester_who_approved_the_first_step_is_notified_when_the_second_times_out()
    {
        var policy = APolicy.For(TaskKind.Approval, APolicy.Asking(APolicy.Named(People.Requester)), APolicy.AskingAlice());
        var task = Opened(policy).After(Deciding(People.Requester, Decision.Approve));

        Assert.Equal([NotifyRequester with { Generation = 2 }], EffectsOf(task, Climbing(task, Day(9))));
    }

    [Fact]
    public void New_assignees_are_notified()
    {
        var opened = TaskMachine.Open(Opening(APolicy.For(TaskKind.Approval))).Events();
        var task = ReviewTask.Fold(opened);

        Assert.Equal([new Effect.Notification(NotificationKind.Assigned, People.Alice, 1)], Settlement.Of(null, opened[1], task, People.Facts));
        Assert.Equal([new Effect.Notification(NotificationKind.Assigned, People.Bob, 2)], EffectsOf(task, Reassigning(People.Alice, People.Bob)));
        Assert.Equal([new Effect.Notification(NotificationKind.Reminder, People.Alice, 1)], EffectsOf(task, Reminding(People.Requester)));
    }

    [Fact]
    public void Existing_assignees_get_new_links_when_an_assignee_is_added()
    {
        var task = Opened(APolicy.For(TaskKind.Approval, APolicy.AskingAlice(APolicy.Add(1, APolicy.Named(People.Bob)), APolicy.Replace(2, APolicy.Named(People.Director)), APolicy.SecondChannel(3), APolicy.Close(7))));

        Assert.Equal(
            [new Effect.Notification(NotificationKind.Escalated, People.Bob, 2), new Effect.Notification(NotificationKind.Reminder, People.Alice, 2)],
            EffectsOf(task, Climbing(task, Day(1))));
        Assert.Equal([new Effect.Notification(NotificationKind.Escalated, People.Director, 3)], EffectsOf(task.At(Day(1)), Climbing(task.At(Day(1)), Day(2))));
        Assert.Equal([new Effect.Notification(NotificationKind.SecondChannel, People.Director, 3)], EffectsOf(task.At(Day(2)), Climbing(task.At(Day(2)), Day(3))));
    }

    [Fact]
    public void A_retry_opens_the_same_kind_of_task_for_the_first_requester()
    {
        var errored = Opened(TaskKind.Provisioning).After(Deciding(People.Alice, Decision.Error));

        Assert.Equal(
            [new Effect.FollowUp(TaskId.Derive("t1", "retry"), TaskKind.Provisioning, People.Requester, "Needed for the migration")],
            EffectsOf(errored, Retrying(People.AppOwner)));
        Assert.Equal(TaskId.Derive("t1", "retry"), errored.After(Retrying(People.AppOwner)).RetriedBy);
    }

    [Fact]
    public void A_comment_notifies_assignees_requester_and_earlier_commenters_but_never_its_author()
    {
        var task = Opened(TaskKind.Approval);
        var comment = TaskMachine.Decide(task, Commenting(People.Alice)).Events()[0];
        var byOwner = TaskMachine.Decide(task, Commenting(People.AppOwner)).Events()[0];

        Assert.Equal([Told(People.Requester)], Settlement.Of(task, comment, task.Evolve(comment), People.Facts));
        Assert.Equal([Told(People.Requester), Told(People.Bob)], Settlement.Of(task, comment, task.Evolve(comment), People.Facts, [People.Alice, People.Bob, People.Requester]));
        Assert.Equal([Told(People.Alice), Told(People.Requester)], Settlement.Of(task, byOwner, task.Evolve(byOwner), People.Facts, [People.AppOwner]));

        static Effect.Notification Told(Domain.Directory.UserId person) => new(NotificationKind.Commented, person, 1);
    }

    private static IEnumerable<Effect> EffectsOf(ReviewTask task, TaskCommand command)
    {
        foreach (var happened in TaskMachine.Decide(task, command).Events())
        {
            var before = task;
            task = task.Evolve(happened);
            foreach (var effect in Settlement.Of(before, happened, task, People.Facts))
                yield return effect;
        }
    }
}
