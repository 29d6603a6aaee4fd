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
}
