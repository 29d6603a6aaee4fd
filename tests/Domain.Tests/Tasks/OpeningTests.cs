using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Tasks;

public sealed class OpeningTests
{
    [Theory]
    [InlineData(AssigneeSource.SubjectManager, "manager")]
    [InlineData(AssigneeSource.AppOwners, "app-owner")]
    [InlineData(AssigneeSource.EntitlementOwners, "entitlement-owner")]
    [InlineData(AssigneeSource.Admins, "admin")]
    public void An_assignee_rule_finds_its_people(AssigneeSource source, string found)
    {
        var task = Opened(APolicy.For(TaskKind.Approval, APolicy.Asking(new AssigneeRule(source))));

        Assert.Equal(new Assignee(new(found), AssigneeReason.Rule, source), Assert.Single(task.Assignees));
    }

    [Theory]
    [InlineData("subject")]
    [InlineData("auditor")]
    [InlineData("leaver")]
    [InlineData("nobody we know")]
    public void A_person_who_is_not_eligible_is_skipped_for_the_fallback(string named)
    {
        var task = Opened(APolicy.For(TaskKind.Approval, APolicy.Asking(APolicy.Named(new UserId(named))) with { Fallback = new(AssigneeSource.AppOwners) }));

        Assert.Equal(new Assignee(People.AppOwner, AssigneeReason.Fallback, AssigneeSource.AppOwners), Assert.Single(task.Assignees));
    }

    [Fact]
    public void The_administrators_are_assigned_when_the_fallback_finds_nobody()
    {
        var nobody = APolicy.Named();
        var task = Opened(APolicy.For(TaskKind.Approval, APolicy.Asking(nobody) with { Fallback = nobody }));

        Assert.Equal(new Assignee(People.Admin, AssigneeReason.Fallback, AssigneeSource.Admins), Assert.Single(task.Assignees));
    }

    [Fact]
    public void A_task_without_eligible_assignees_still_has_an_end()
    {
        var task = Opened(APolicy.For(TaskKind.Approval, APolicy.Asking(APolicy.Named())), facts: People.Facts with { Admins = [] });

        Assert.Empty(task.Assignees);
        Assert.Equal(new NextStep.WaitUntil(Day(7)), Lifecycle.Next(task, Monday));
    }

    [Fact]
    public void Two_assignees_with_the_same_delegate_notify_the_delegate_once()
    {
        var facts = People.Facts.OutOfOffice(People.Alice, People.Delegate).OutOfOffice(People.Bob, People.Delegate);

        var task = Opened(APolicy.For(TaskKind.Approval, APolicy.Asking(APolicy.Named(People.Alice, People.Bob))), facts: facts);

        Assert.Equal([People.Delegate], task.AssignedUsers());
    }

    [Fact]
    public void A_step_for_higher_risk_is_skipped()
    {
        var policy = APolicy.For(TaskKind.Approval, APolicy.AskingAlice() with { MinimumRisk = Risk.High }, APolicy.Asking(APolicy.Named(People.Bob)));

        Assert.Equal(1, Opened(policy, Risk.Medium).Step);
        Assert.Equal(0, Opened(policy, Risk.High).Step);
        Assert.Throws<ArgumentException>(() => Opened(APolicy.For(TaskKind.Approval, APolicy.AskingAlice() with { MinimumRisk = Risk.High })));
    }

    [Fact]
    public void The_reason_of_a_task_is_cleaned_and_limited_in_length()
    {
        var opening = Opening(APolicy.For(TaskKind.Approval));

        Assert.Equal("Because", ReviewTask.Fold(TaskMachine.Open(opening with { Reason = " Be\u202Ecause\r\n" }).Events()).RequestReason);
        Assert.Equal(Refusal.TextTooLong, TaskMachine.Open(opening with { Reason = new string('a', 2001) }).Refusal());
    }
}
