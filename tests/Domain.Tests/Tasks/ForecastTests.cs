using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Tasks;

public sealed class ForecastTests
{
    private static readonly Policy TwoSteps = APolicy.For(
        TaskKind.Approval,
        APolicy.Asking(new AssigneeRule(AssigneeSource.SubjectManager)),
        APolicy.Asking(new AssigneeRule(AssigneeSource.EntitlementOwners)) with { MinimumRisk = Risk.High });

    [Theory]
    [InlineData(Risk.Low, false)]
    [InlineData(Risk.Medium, false)]
    [InlineData(Risk.High, true)]
    [InlineData(Risk.Critical, true)]
    public void A_step_applies_at_its_risk_and_above(Risk risk, bool applies)
    {
        var foreseen = TaskMachine.Foresee(TwoSteps, About(risk), People.Facts, Monday);

        Assert.Equal([true, applies], foreseen.Select(step => step.Applies));
        Assert.Equal(applies ? [People.EntitlementOwner] : [], foreseen[1].Assignees.Select(assignee => assignee.User));
    }

    [Fact]
    public void The_forecast_equals_the_assignees_of_a_task_opened_now()
    {
        foreach (var source in new[] { AssigneeSource.SubjectManager, AssigneeSource.AppOwners, AssigneeSource.EntitlementOwners, AssigneeSource.Admins })
        {
            var policy = APolicy.For(TaskKind.Approval, APolicy.Asking(new AssigneeRule(source)));

            Assert.Equal(Opened(policy).Assignees, TaskMachine.Foresee(policy, About(), People.Facts, Monday)[0].Assignees);
        }
    }

    [Fact]
    public void The_forecast_of_a_removal_leaves_out_its_requester_as_the_task_does()
    {
        var step = APolicy.Asking(APolicy.Named(People.Alice, People.Bob)) with { ConfirmedBy = RemovalConfirmation.AnotherPerson };

        var foreseen = TaskMachine.Foresee(APolicy.For(TaskKind.Revocation, step), About(), People.Facts, Monday, People.Alice);

        Assert.Equal([People.Bob], foreseen[0].Assignees.Select(assignee => assignee.User));
        Assert.False(foreseen[0].IsConfirmedAtOnce);
    }

    [Fact]
    public void The_forecast_says_that_a_removal_is_confirmed_at_once()
    {
        var step = APolicy.Asking(APolicy.Named(People.Alice)) with { ConfirmedBy = RemovalConfirmation.AutomaticIfAlone };
        var policy = APolicy.For(TaskKind.Revocation, step);

        Assert.True(TaskMachine.Foresee(policy, About(), People.Facts, Monday, People.Alice)[0].IsConfirmedAtOnce);
        Assert.False(TaskMachine.Foresee(policy, About(), People.Facts, Monday, People.Bob)[0].IsConfirmedAtOnce);
    }
}
