using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Tasks;

/// <summary>The risk can change while a task is open: the higher of the old and current risk counts.</summary>
public sealed class RaisedRiskTests
{
    public static TheoryData<Risk, Risk> Pairs
    {
        get
        {
            TheoryData<Risk, Risk> pairs = [];
            foreach (var then in Enum.GetValues<Risk>())
            {
                foreach (var now in Enum.GetValues<Risk>())
                    pairs.Add(then, now);
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void The_higher_of_the_old_and_new_risk_decides_whether_the_owners_approve(Risk then, Risk now)
    {
        var task = Opened(ManagerThenOwners, then);

        var after = task.After(Approving(People.Manager, Now(now)));

        Assert.Equal(then >= Risk.High || now >= Risk.High, after.IsOpen);
        Assert.Equal(after.IsOpen ? [People.EntitlementOwner] : [People.Manager], after.AssignedUsers());
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void The_higher_of_the_old_and_new_risk_decides_whether_a_link_or_chat_may_decide(Risk then, Risk now)
    {
        var task = Opened(APolicy.For(TaskKind.Approval), then);
        foreach (var proof in Enum.GetValues<Proof>().Except([Proof.None]))
        {
            var ruling = TaskMachine.Decide(task, Deciding(People.Alice, Decision.Approve) with { By = Actor.Person(People.Alice, proof: proof), Facts = Now(now) });
            var isRefused = proof is Proof.Link or Proof.Slack && (then >= Risk.High || now >= Risk.High);
            Assert.Equal(isRefused ? Refusal.DecideInBrowser : null, (ruling as Ruling.Refused)?.Why);
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_decision_records_both_risks_when_the_risk_was_raised(Risk then, Risk now)
    {
        var decided = TaskMachine.Decide(Opened(APolicy.For(TaskKind.Approval), then), Approving(People.Alice, Now(now))).Events().OfType<TaskEvent.Decided>().Single();

        Assert.Equal(now > then ? new RaisedRisk(then, now) : null, decided.RaisedRisk);
    }

    [Fact]
    public void A_skipped_step_is_added_when_the_risk_is_raised_and_no_step_runs_twice()
    {
        var first = APolicy.Asking(APolicy.Named(People.Manager));
        var owners = APolicy.Asking(new(AssigneeSource.EntitlementOwners)) with { MinimumRisk = Risk.High };
        var last = APolicy.Asking(APolicy.Named(People.Director));
        var task = Opened(APolicy.For(TaskKind.Approval, first, owners, last)).After(Approving(People.Manager, Now(Risk.Low)));
        Assert.Equal(2, task.Step);

        var late = task.After(Approving(People.Director, Now(Risk.Critical)));
        Assert.Equal((1, true), (late.Step, late.IsOpen));
        Assert.Equal(Outcome.Approved, late.After(Approving(People.EntitlementOwner, Now(Risk.Critical))).Outcome);
    }

    [Fact]
    public void A_task_opened_with_high_risk_runs_each_step_once_and_stores_the_same_as_earlier_builds()
    {
        var task = Opened(ManagerThenOwners, Risk.High).After(Approving(People.Manager, Now(Risk.High)));

        Assert.Null(task.BegunSteps);
        Assert.Equal(Outcome.Approved, task.After(Approving(People.EntitlementOwner, Now(Risk.Critical))).Outcome);
    }

    [Fact]
    public void A_step_without_response_skips_to_a_step_added_by_the_raised_risk()
    {
        var owners = APolicy.Asking(new(AssigneeSource.EntitlementOwners)) with { MinimumRisk = Risk.High };
        var task = Opened(APolicy.For(TaskKind.Approval, APolicy.AskingAlice(APolicy.Skip(7)), owners));

        Assert.Equal([People.EntitlementOwner], task.At(Day(7), Now(Risk.Critical)).AssignedUsers());
        Assert.Equal(Outcome.NoResponse, task.At(Day(7), Now(Risk.Medium)).Outcome);
    }

    [Fact]
    public void People_see_current_names_and_the_effective_risk()
    {
        var facts = People.Facts.With(People.Subject, person => person with { DisplayName = "Sub Married" })
            .Is(new AccessFacts(AnAccess.Entitlement(Risk.High) with { Name = "Chief" }, AnAccess.App with { Name = "Sales" }, null));

        var shown = Opened(TaskKind.Approval).Today(facts).Subject;

        Assert.Equal(("Sub Married", "Chief", "Sales", Risk.High), (shown.UserName, shown.EntitlementName, shown.AppName, shown.Risk));
    }

    private static Policy ManagerThenOwners { get; } = APolicy.For(
        TaskKind.Approval,
        APolicy.Asking(APolicy.Named(People.Manager)),
        APolicy.Asking(new(AssigneeSource.EntitlementOwners)) with { MinimumRisk = Risk.High });

    private static DirectoryFacts Now(Risk risk) => People.Facts.Is(AnAccess.Free with { Entitlement = AnAccess.Entitlement(risk) });

    private static TaskCommand.Decide Approving(UserId by, DirectoryFacts facts) => Deciding(by, Decision.Approve) with { Facts = facts };
}
