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
    public void A_rule_finds_its_people(AssigneeSource source, string found)
    {
        var task = Opened(APolicy.For(TaskKind.Approval, APolicy.Asking(new AssigneeRule(source))));

        Assert.Equal(new Assignee(new(found), AssigneeReason.Rule, source), Assert.Single(task.Assignees));
    }

    [Theory]
    [InlineData("subject")]
    [InlineData("auditor")]
    [InlineData("leaver")]
    [InlineData("nobody we know")]
    public void Who_may_not_be_asked_is_passed_over_for_the_fallback(string named)
    {
        var task = Opened(APolicy.For(TaskKind.Approval, APolicy.Asking(APolicy.Named(new UserId(named))) with { Fallback = new(AssigneeSource.AppOwners) }));

        Assert.Equal(new Assignee(People.AppOwner, AssigneeReason.Fallback, AssigneeSource.AppOwners), Assert.Single(task.Assignees));
    }

    [Fact]
    public void The_admins_are_asked_when_the_fallback_finds_nobody_either()
    {
        var nobody = APolicy.Named();
        var task = Opened(APolicy.For(TaskKind.Approval, APolicy.Asking(nobody) with { Fallback = nobody }));

        Assert.Equal(new Assignee(People.Admin, AssigneeReason.Fallback, AssigneeSource.Admins), Assert.Single(task.Assignees));
    }

    [Fact]
    public void A_task_that_nobody_can_be_asked_about_still_ends()
    {
        var task = Opened(APolicy.For(TaskKind.Approval, APolicy.Asking(APolicy.Named())), facts: People.Facts with { Admins = [] });

        Assert.Empty(task.Assignees);
        Assert.Equal(new NextStep.WaitUntil(Day(7)), Lifecycle.Next(task, Monday));
    }

    [Fact]
    public void Two_who_share_a_stand_in_ask_them_once()
    {
        var facts = People.Facts.OutOfOffice(People.Alice, People.StandIn).OutOfOffice(People.Bob, People.StandIn);

        var task = Opened(APolicy.For(TaskKind.Approval, APolicy.Asking(APolicy.Named(People.Alice, People.Bob))), facts: facts);

        Assert.Equal([People.StandIn], task.AssignedUsers());
    }

    [Fact]
    public void A_step_for_higher_risk_is_left_out()
    {
        var policy = APolicy.For(TaskKind.Approval, APolicy.AskingAlice() with { MinimumRisk = Risk.High }, APolicy.Asking(APolicy.Named(People.Bob)));

        Assert.Equal(1, Opened(policy, Risk.Medium).Step);
        Assert.Equal(0, Opened(policy, Risk.High).Step);
        Assert.Throws<ArgumentException>(() => Opened(APolicy.For(TaskKind.Approval, APolicy.AskingAlice() with { MinimumRisk = Risk.High })));
    }

    [Fact]
    public void The_reason_is_kept_clean_and_has_a_length()
    {
        var opening = Opening(APolicy.For(TaskKind.Approval));

        Assert.Equal("Because", ReviewTask.Fold(TaskMachine.Open(opening with { Reason = " Be\u202Ecause\r\n" }).Events()).RequestReason);
        Assert.Equal(Refusal.TextTooLong, TaskMachine.Open(opening with { Reason = new string('a', 2001) }).Refusal());
    }
}
