using AccessReview.Domain.Authorization;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Tasks;

public sealed class WhoDecidesTests
{
    [Theory]
    [InlineData(Roles.Reviewer)]
    [InlineData(Roles.Admin)]
    [InlineData(Roles.Admin | Roles.AppOwner)]
    public void Nobody_can_decide_about_their_own_access_in_any_role(Roles roles)
    {
        var command = Deciding(People.Subject, Decision.Approve, reason: "I know what I do") with { By = Actor.Person(People.Subject, roles) };

        Assert.Equal(Refusal.OwnAccess, TaskMachine.Decide(Opened(TaskKind.Approval), command).Refusal());
    }

    [Fact]
    public void Nobody_can_decide_about_their_own_access_as_a_delegate()
    {
        var command = Deciding(People.Subject, Decision.Approve) with { Facts = People.Facts.OutOfOffice(People.Alice, People.Subject) };

        Assert.Equal(Refusal.OwnAccess, TaskMachine.Decide(Opened(TaskKind.Approval), command).Refusal());
    }

    [Theory]
    [InlineData("123456789", false)]
    [InlineData("1234567890", true)]
    [InlineData("  123456789  ", false)]
    [InlineData(null, false)]
    public void An_administrator_who_is_not_an_assignee_must_give_a_reason_of_ten_characters(string? reason, bool isEnough)
    {
        var ruling = TaskMachine.Decide(Opened(TaskKind.Approval), Deciding(People.Admin, Decision.Approve, reason: reason));

        if (isEnough)
            Assert.True(Assert.IsType<TaskEvent.Decided>(ruling.Events()[0]).IsOverride);
        else
            Assert.Equal(Refusal.ReasonRequired, ruling.Refusal());
    }

    [Fact]
    public void An_administrator_who_is_an_assignee_decides_like_everybody()
    {
        var task = Opened(APolicy.For(TaskKind.Approval, APolicy.Asking(new AssigneeRule(AssigneeSource.Admins))));

        var decided = Assert.IsType<TaskEvent.Decided>(TaskMachine.Decide(task, Deciding(People.Admin, Decision.Approve)).Events()[0]);

        Assert.Equal((false, null), (decided.IsOverride, decided.OnBehalfOf));
    }

    [Fact]
    public void A_delegate_of_an_assignee_decides_on_their_behalf()
    {
        var facts = People.Facts.OutOfOffice(People.Alice, People.Delegate, Day(1));
        var task = Opened(TaskKind.Approval);
        var meanwhile = Deciding(People.Delegate, Decision.Approve) with { Facts = facts };
        var afterwards = meanwhile with { At = Day(1) };

        var decided = Assert.IsType<TaskEvent.Decided>(TaskMachine.Decide(task, meanwhile).Events()[0]);

        Assert.Equal((false, People.Alice), (decided.IsOverride, decided.OnBehalfOf));
        Assert.Equal(Refusal.NotAssignee, TaskMachine.Decide(task, afterwards).Refusal());
    }

    [Fact]
    public void An_assignee_in_place_of_an_absent_person_decides_on_their_behalf()
    {
        var task = Opened(APolicy.For(TaskKind.Approval), facts: People.Facts.OutOfOffice(People.Alice, People.Delegate));

        var decided = Assert.IsType<TaskEvent.Decided>(TaskMachine.Decide(task, Deciding(People.Delegate, Decision.Approve)).Events()[0]);

        Assert.Equal(new Assignee(People.Delegate, AssigneeReason.Rule, AssigneeSource.Named, People.Alice), Assert.Single(task.Assignees));
        Assert.Equal(People.Alice, decided.OnBehalfOf);
    }
}
