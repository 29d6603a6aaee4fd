using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Tasks;

/// <summary>A case whose person leaves, whose end date passes, or whose access is granted or removed elsewhere.</summary>
public sealed class LeaversAndEndsTests
{
    private static readonly DirectoryFacts Free = People.Facts.Is(AnAccess.Free);
    private static readonly DirectoryFacts Held = People.Facts.Is(AnAccess.Held);
    private static readonly DirectoryFacts Left = Free.SubjectLeft();

    public static TheoryData<TaskKind> ToGrant => [TaskKind.Approval, TaskKind.Provisioning];

    [Theory]
    [MemberData(nameof(ToGrant))]
    public void A_task_that_grants_access_closes_at_the_end_date_of_the_access(TaskKind kind)
    {
        var task = Until(kind, Hour(5));

        Assert.Equal(new NextStep.WaitUntil(Hour(5)), Lifecycle.Next(task, Monday));
        Assert.IsType<NextStep.Recheck>(Lifecycle.Next(task, Hour(5)));
        Assert.Equal(Refusal.EndPassed, TaskMachine.Decide(task, Deciding(People.Alice, KindRules.DecisionsOf(kind)[0], at: Hour(5))).Refusal());
        Assert.Equal(ObsoleteCause.EndPassed, task.After(new TaskCommand.Recheck { At = Hour(5), By = Actor.System, Facts = Free }).ClosingCause);
    }

    [Fact]
    public void A_removal_at_an_end_date_closes_when_the_end_was_extended_and_continues_when_it_was_cleared()
    {
        var task = Until(TaskKind.Deprovisioning, Hour(-1), Held);

        Assert.Equal(
            (Outcome.Obsolete, ObsoleteCause.EndMoved),
            (After(AnAccess.Held with { Grant = AnAccess.Grant(until: Day(30)) }).Outcome, After(AnAccess.Held with { Grant = AnAccess.Grant(until: Day(30)) }).ClosingCause));
        Assert.True(After(AnAccess.Held with { Grant = AnAccess.Grant(until: Hour(-1)) }).IsOpen);
        Assert.True(After(AnAccess.Held).IsOpen);

        ReviewTask After(AccessFacts access) => task.After(new TaskCommand.Recheck { At = Hour(2), By = Actor.System, Facts = People.Facts.Is(access) });
    }

    [Theory]
    [InlineData(TaskKind.Provisioning, Refusal.SubjectInactive)]
    [InlineData(TaskKind.Deprovisioning, Refusal.NotHeld)]
    public void A_failed_task_is_not_retried_when_nothing_is_left_to_do(TaskKind kind, Refusal why)
    {
        var failed = Opened(kind).After(Deciding(People.Alice, Decision.Error));

        Assert.Equal(why, TaskMachine.Decide(failed, Retrying(People.Admin) with { Facts = Left }).Refusal());
        Assert.DoesNotContain(TaskAction.Retry, TaskMachine.ActionsOf(failed, People.Admin.Acts(), Left, Hour(2)));
        Assert.Contains(TaskAction.Retry, TaskMachine.ActionsOf(failed, People.Admin.Acts(), kind == TaskKind.Provisioning ? Free : Held, Hour(2)));
    }

    [Fact]
    public void The_removal_of_access_continues_after_its_holder_left()
    {
        var facts = Held.SubjectLeft();

        Assert.Equal(Outcome.Removed, Decided(TaskKind.Certification, Decision.Remove).Outcome);
        Assert.Equal(Outcome.Confirmed, Decided(TaskKind.Revocation, Decision.Confirm).Outcome);
        Assert.Equal(Outcome.Completed, Decided(TaskKind.Deprovisioning, Decision.Complete).Outcome);

        ReviewTask Decided(TaskKind kind, Decision decision) => Opened(APolicy.For(kind), facts: facts).After(Deciding(People.Alice, decision) with { Facts = facts });
    }

    [Theory]
    [InlineData(TaskKind.Certification, Outcome.Certified)]
    [InlineData(TaskKind.Revocation, Outcome.Declined)]
    public void A_task_without_response_does_not_keep_access_of_a_person_who_has_left(TaskKind kind, Outcome outcome)
    {
        var task = Opened(APolicy.For(kind, APolicy.AskingAlice(APolicy.Close(7, outcome))));

        Assert.Equal(outcome, task.At(Day(7), Held).Outcome);
        Assert.Equal(Outcome.NoResponse, task.At(Day(7), Held.SubjectLeft()).Outcome);
    }

    [Theory]
    [InlineData(TaskKind.Certification, Outcome.Removed)]
    [InlineData(TaskKind.Revocation, Outcome.Confirmed)]
    public void A_task_without_response_does_not_remove_protected_access(TaskKind kind, Outcome outcome)
    {
        var task = Opened(APolicy.For(kind, APolicy.AskingAlice(APolicy.Close(7, outcome))));

        Assert.Equal(outcome, task.At(Day(7), Held).Outcome);
        Assert.Equal(Outcome.NoResponse, task.At(Day(7), Held.Is(AnAccess.Held with { Grant = AnAccess.Grant() with { IsProtected = true } })).Outcome);
        Assert.Equal(Outcome.NoResponse, task.At(Day(7), Held.Is(AnAccess.Held with { Entitlement = AnAccess.Entitlement() with { IsProtected = true } })).Outcome);
    }

    [Fact]
    public void The_requester_is_notified_of_a_task_that_closes_with_nothing_left_to_decide()
    {
        foreach (var kind in Enum.GetValues<TaskKind>())
        {
            var task = Opened(kind);
            var closed = new TaskEvent.TaskClosed(Outcome.Obsolete) { At = Hour(1), By = Actor.System, Cause = ObsoleteCause.SubjectInactive };

            var effect = Assert.Single(Settlement.Of(task, closed, task.Evolve(closed), Left));
            Assert.Equal((NotificationKind.Outcome, People.Requester), effect is Effect.Notification note ? (note.Kind, note.To) : default);
        }
    }

    [Fact]
    public void Access_that_was_made_or_removed_elsewhere_is_recorded_without_a_second_change()
    {
        var made = Rechecked(TaskKind.Provisioning, Held);
        var gone = Rechecked(TaskKind.Deprovisioning, Free);

        Assert.Equal(GrantChange.Record, Assert.Single(made.OfType<Effect.ChangeGrant>()).Change);
        Assert.Empty(gone.OfType<Effect.ChangeGrant>());
        Assert.All([made, gone], effect => Assert.Equal(People.Requester, Assert.Single(effect.OfType<Effect.Notification>()).To));

        static IReadOnlyList<Effect> Rechecked(TaskKind kind, DirectoryFacts facts)
        {
            var task = Opened(kind);
            var closed = Assert.Single(TaskMachine.Decide(task, new TaskCommand.Recheck { At = Hour(1), By = Actor.System, Facts = facts }).Events());
            return Settlement.Of(task, closed, task.Evolve(closed), facts);
        }
    }

    [Fact]
    public void A_person_who_leaves_right_after_the_completion_gets_no_grant_and_the_owners_are_notified()
    {
        var task = Opened(TaskKind.Provisioning);
        var closed = TaskMachine.Decide(task, Deciding(People.Alice, Decision.Complete)).Events()[^1];

        var effect = Settlement.Of(task, closed, task.After(Deciding(People.Alice, Decision.Complete)), Left);

        Assert.Empty(effect.OfType<Effect.ChangeGrant>());
        Assert.Contains(new Effect.Notification(NotificationKind.Failed, People.AppOwner, 1), effect);
    }

    [Fact]
    public void A_request_follows_its_tasks_when_they_close_with_nothing_left_to_decide()
    {
        Assert.Equal(RequestState.Obsolete, RequestRules.StateAfter(Closed(TaskKind.Approval, Left)));
        Assert.Equal(RequestState.Obsolete, RequestRules.StateAfter(Closed(TaskKind.Provisioning, Left)));
        Assert.Equal(RequestState.Granted, RequestRules.StateAfter(Closed(TaskKind.Provisioning, Held)));

        static ReviewTask Closed(TaskKind kind, DirectoryFacts facts) => Opened(kind).After(new TaskCommand.Recheck { At = Hour(1), By = Actor.System, Facts = facts });
    }

    private static ReviewTask Until(TaskKind kind, DateTimeOffset until, DirectoryFacts? facts = null)
    {
        var opening = Opening(APolicy.For(kind), facts: facts ?? Free);
        return ReviewTask.Fold(TaskMachine.Open(opening with { Subject = opening.Subject with { Until = until } }).Events());
    }
}
