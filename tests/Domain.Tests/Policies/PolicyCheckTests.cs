using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;

namespace AccessReview.Domain.Tests.Policies;

public sealed class PolicyCheckTests
{
    private static readonly AssigneeRule Alice = APolicy.Named(People.Alice);

    public static TheoryData<Rung[], string> Ladders() => new()
    {
        { [APolicy.Remind(1)], "the ladder must end with close or skipStep." },
        { [APolicy.Remind(0), APolicy.Close(1)], "the rungs must rise by time and start after the step does." },
        { [APolicy.Remind(2), APolicy.Remind(1), APolicy.Close(3)], "the rungs must rise by time and start after the step does." },
        { [APolicy.Close(1), APolicy.Skip(2)], "a rung behind close or skipStep is never reached." },
        { [new Rung(Calendar.Days(1), RungAction.AddAssignee), APolicy.Close(2)], "addAssignee and replaceAssignee must say who." },
        { [new Rung(Calendar.Days(1), RungAction.ReplaceAssignee), APolicy.Close(2)], "addAssignee and replaceAssignee must say who." },
        { [new Rung(Calendar.Days(1), RungAction.Close)], "close must name an outcome of a Approval task." },
        { [APolicy.Close(1, Outcome.Certified)], "close must name an outcome of a Approval task." },
        { [APolicy.Close(1, Outcome.Approved)], "silence cannot approve or complete." },
    };

    [Theory]
    [MemberData(nameof(Ladders))]
    public void An_invalid_ladder_is_reported_with_its_name(Rung[] ladder, string fault) =>
        Assert.Equal([$"Policy p, step ask: {fault}"], PolicyCheck.FaultsOf(APolicy.For(TaskKind.Approval, APolicy.AskingAlice(ladder))));

    [Fact]
    public void A_step_without_a_ladder_is_invalid() =>
        Assert.Equal(["Policy p, step ask: the ladder must end with close or skipStep."], PolicyCheck.FaultsOf(APolicy.For(TaskKind.Approval, APolicy.AskingAlice() with { Ladder = [] })));

    [Fact]
    public void A_ladder_cannot_complete_a_task_without_a_response() =>
        Assert.Equal(["Policy p, step ask: silence cannot approve or complete."], PolicyCheck.FaultsOf(APolicy.For(TaskKind.Provisioning, APolicy.AskingAlice(APolicy.Close(1, Outcome.Completed)))));

    [Fact]
    public void A_step_must_apply_to_low_risk() =>
        Assert.Equal(["Policy p: no step applies to low risk."], PolicyCheck.FaultsOf(APolicy.For(TaskKind.Approval, APolicy.AskingAlice() with { MinimumRisk = Risk.Medium })));

    [Fact]
    public void A_policy_can_require_reasons_only_for_decisions_of_its_kind() =>
        Assert.Equal(
            ["Policy p, step ask: a reason is required for a decision that a Approval task does not have."],
            PolicyCheck.FaultsOf(APolicy.For(TaskKind.Approval, APolicy.AskingAlice() with { ReasonRequiredFor = [Decision.Remove] })));

    [Fact]
    public void A_rule_that_names_nobody_is_invalid() =>
        Assert.Equal(["Policy p, step ask: named must list users."], PolicyCheck.FaultsOf(APolicy.For(TaskKind.Approval, APolicy.Asking(APolicy.Named()))));

    [Theory]
    [InlineData("", "Policy", "ask")]
    [InlineData("p", " ", "ask")]
    [InlineData("p", "Policy", "")]
    public void A_policy_and_its_steps_need_names(string id, string name, string step) =>
        Assert.Contains(
            $"Policy {id}: a policy needs an id and a name, and each step a name.",
            PolicyCheck.FaultsOf(APolicy.For(TaskKind.Approval, APolicy.AskingAlice() with { Name = step }) with { Id = id, Name = name }));

    [Fact]
    public void A_valid_policy_has_no_faults() =>
        Assert.Empty(PolicyCheck.FaultsOf(APolicy.For(
            TaskKind.Approval,
            APolicy.AskingAlice(APolicy.Remind(1), APolicy.SecondChannel(1), APolicy.Add(3, Alice), APolicy.Replace(5, Alice), APolicy.Skip(7)),
            APolicy.AskingAlice(APolicy.Close(7, Outcome.Denied)) with { MinimumRisk = Risk.High, ReasonRequiredFor = [Decision.Deny] })));
}
