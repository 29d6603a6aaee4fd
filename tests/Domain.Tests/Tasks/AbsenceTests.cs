using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Tasks;

/// <summary>Open tasks while an assignee is out of office.</summary>
public sealed class AbsenceTests
{
    private static readonly DirectoryFacts Facts = People.Facts;
    private static readonly DirectoryFacts Away = Facts.OutOfOffice(People.Alice, People.Delegate, Day(3));

    [Fact]
    public void A_delegate_shares_the_task_and_the_assignee_keeps_it_with_their_links()
    {
        var task = Opened(APolicy.For(TaskKind.Approval));

        var changed = Assert.IsType<TaskEvent.DelegatesChanged>(Assert.Single(TaskMachine.Decide(task, Rechecking(Away)).Events()));
        var after = task.Evolve(changed);

        Assert.Equal([People.Alice, People.Delegate], after.WaitsFor);
        Assert.Equal([People.Alice], after.AssignedUsers());
        Assert.Equal(task.Generation, after.Generation);
        Assert.Equal(People.Alice, after.WaitingFor(People.Delegate)?.InsteadOf);
        Assert.Equal([new Effect.Notification(NotificationKind.Delegated, People.Delegate, task.Generation)], Settlement.Of(task, changed, after, Away));
        Assert.Equal(People.Alice, Decided(after, People.Delegate).OnBehalfOf);
        Assert.Null(Decided(after, People.Alice).OnBehalfOf);
    }

    [Fact]
    public void At_the_end_of_an_absence_the_delegate_loses_the_task()
    {
        var task = Opened(APolicy.For(TaskKind.Approval)).After(Rechecking(Away));

        Assert.Equal([People.Alice], task.After(Rechecking(Away, Day(3))).WaitsFor);
        Assert.Equal([People.Alice], task.After(Rechecking(Facts)).WaitsFor);
        Assert.Equal(Refusal.NotAssignee, TaskMachine.Decide(task, Deciding(People.Delegate, Decision.Approve, at: Day(3)) with { Facts = Away }).Refusal());
    }

    [Fact]
    public void A_task_opened_during_an_absence_returns_to_the_assignee_at_its_end()
    {
        var task = Opened(APolicy.For(TaskKind.Approval), facts: Away);
        Assert.Equal([People.Delegate], task.AssignedUsers());

        var after = task.After(Rechecking(Away, Day(3)));

        Assert.Equal([People.Alice], after.AssignedUsers());
        Assert.Equal(task.Generation + 1, after.Generation);
        Assert.Equal(task.StepStartedAt, after.StepStartedAt);
    }

    [Theory]
    [InlineData("subject")]
    [InlineData("leaver")]
    [InlineData("auditor")]
    public void A_person_who_is_not_eligible_cannot_be_a_delegate(string delegateId)
    {
        var away = Facts.OutOfOffice(People.Alice, new UserId(delegateId));
        var task = Opened(APolicy.For(TaskKind.Approval));

        Assert.Empty(TaskMachine.Decide(task, Rechecking(away)).Events());
    }

    [Fact]
    public void A_new_delegate_replaces_the_first()
    {
        var task = Opened(APolicy.For(TaskKind.Approval)).After(Rechecking(Away));

        Assert.Equal([People.Alice, People.Bob], task.After(Rechecking(Facts.OutOfOffice(People.Alice, People.Bob))).WaitsFor);
        Assert.Equal([People.Alice], task.After(Rechecking(Away.With(People.Delegate, user => user with { IsActive = false }))).WaitsFor);
    }

    [Fact]
    public void Two_assignees_with_the_same_delegate_both_keep_the_task()
    {
        var both = Facts.OutOfOffice(People.Alice, People.Delegate).OutOfOffice(People.Bob, People.Delegate);
        var task = Opened(APolicy.For(TaskKind.Approval, APolicy.Asking(APolicy.Named(People.Alice, People.Bob)))).After(Rechecking(both));

        Assert.Equal([People.Alice, People.Bob, People.Delegate], task.WaitsFor);
    }

    [Fact]
    public void A_delegate_who_is_an_assignee_decides_in_their_own_name()
    {
        var task = Opened(APolicy.For(TaskKind.Approval, APolicy.Asking(APolicy.Named(People.Alice, People.Bob)))).After(Rechecking(Facts.OutOfOffice(People.Alice, People.Bob)));

        Assert.Equal([People.Alice, People.Bob], task.WaitsFor);
        Assert.Null(task.WaitingFor(People.Bob)?.InsteadOf);
    }

    [Fact]
    public void Reminders_are_sent_to_the_delegate_too()
    {
        var task = Opened(APolicy.For(TaskKind.Approval)).After(Rechecking(Away));
        var reminded = Assert.Single(TaskMachine.Decide(task, Reminding(People.Requester) with { Facts = Away }).Events());

        Assert.Equal([People.Alice, People.Delegate], Settlement.Of(task, reminded, task.Evolve(reminded), Away).OfType<Effect.Notification>().Select(effect => effect.To));
    }

    private static TaskEvent.Decided Decided(ReviewTask task, UserId by) =>
        Assert.IsType<TaskEvent.Decided>(TaskMachine.Decide(task, Deciding(by, Decision.Approve) with { Facts = Away }).Events()[0]);
}
