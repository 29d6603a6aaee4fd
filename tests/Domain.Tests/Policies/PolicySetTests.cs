using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;

namespace AccessReview.Domain.Tests.Policies;

public sealed class PolicySetTests
{
    private static readonly IReadOnlyList<Policy> Defaults = [.. Enum.GetValues<TaskKind>().Select(kind => Sound(kind, $"default-{kind}"))];

    private static readonly IReadOnlyList<Policy> Named = [Sound(TaskKind.Approval, "strict"), Sound(TaskKind.Approval, "payroll"), Sound(TaskKind.Revocation, "revoke")];

    private static readonly PolicySubject Payroll = new(new UserId("ada"), new AppId("payroll"), new EntitlementId("payroll/admin"), Risk.High);

    private static readonly PolicySubject Wiki = new(new UserId("ada"), new AppId("wiki"), new EntitlementId("wiki/read"), Risk.Low);

    [Fact]
    public void Without_rules_each_kind_has_its_default_policy() =>
        Assert.All(Enum.GetValues<TaskKind>(), kind => Assert.Equal($"default-{kind}", Set().Choose(kind, Payroll).Id));

    [Fact]
    public void A_rule_without_conditions_replaces_the_default_policy_of_its_kind_only()
    {
        var set = Set(Rule("strict"));

        Assert.Equal("strict", set.Choose(TaskKind.Approval, Wiki).Id);
        Assert.Equal("default-Revocation", set.Choose(TaskKind.Revocation, Wiki).Id);
    }

    [Theory]
    [InlineData(Risk.Low, "default-Approval")]
    [InlineData(Risk.Medium, "default-Approval")]
    [InlineData(Risk.High, "strict")]
    [InlineData(Risk.Critical, "strict")]
    public void A_rule_with_a_minimum_risk_applies_from_that_risk_on(Risk risk, string policy) =>
        Assert.Equal(policy, Set(Rule("strict") with { MinimumRisk = Risk.High }).Choose(TaskKind.Approval, Wiki with { Risk = risk }).Id);

    [Fact]
    public void A_rule_of_an_app_applies_to_that_app_only()
    {
        var set = Set(Rule("payroll") with { App = Payroll.App });

        Assert.Equal("payroll", set.Choose(TaskKind.Approval, Payroll).Id);
        Assert.Equal("default-Approval", set.Choose(TaskKind.Approval, Wiki).Id);
    }

    [Fact]
    public void A_rule_of_an_entitlement_applies_to_that_entitlement_only()
    {
        var set = Set(Rule("payroll") with { Entitlement = Payroll.Entitlement });

        Assert.Equal("payroll", set.Choose(TaskKind.Approval, Payroll).Id);
        Assert.Equal("default-Approval", set.Choose(TaskKind.Approval, Payroll with { Entitlement = new EntitlementId("payroll/read") }).Id);
    }

    [Fact]
    public void All_conditions_of_a_rule_must_be_met()
    {
        var set = Set(Rule("payroll") with { App = Payroll.App, MinimumRisk = Risk.Critical });

        Assert.Equal("default-Approval", set.Choose(TaskKind.Approval, Payroll).Id);
        Assert.Equal("payroll", set.Choose(TaskKind.Approval, Payroll with { Risk = Risk.Critical }).Id);
    }

    [Fact]
    public void The_first_rule_that_applies_chooses()
    {
        var set = Set(Rule("payroll") with { App = Payroll.App }, Rule("strict") with { MinimumRisk = Risk.High });

        Assert.Equal("payroll", set.Choose(TaskKind.Approval, Payroll).Id);
        Assert.Equal("strict", set.Choose(TaskKind.Approval, Wiki with { Risk = Risk.High }).Id);
    }

    public static TheoryData<PolicyRule[], string> FaultyRules() => new()
    {
        { [Rule("none")], "Rule 1 (Approval): there is no policy none." },
        { [Rule("revoke")], "Rule 1 (Approval): policy revoke is for Revocation." },
        { [Rule("strict"), Rule("payroll") with { App = Payroll.App }], "Rule 2 (Approval): it is never reached, because rule 1 applies to the same tasks." },
        { [Rule("strict") with { MinimumRisk = Risk.Medium }, Rule("payroll") with { MinimumRisk = Risk.High }], "Rule 2 (Approval): it is never reached, because rule 1 applies to the same tasks." },
        { [Rule("strict") with { Entitlement = Payroll.Entitlement }, Rule("payroll") with { Entitlement = Payroll.Entitlement }], "Rule 2 (Approval): it is never reached, because rule 1 applies to the same tasks." },
    };

    [Theory]
    [MemberData(nameof(FaultyRules))]
    public void An_invalid_rule_is_reported(PolicyRule[] rules, string fault)
    {
        Assert.Equal([fault], PolicySet.FaultsOf(Defaults, Named, rules));
        Assert.Contains(fault, Assert.Throws<ArgumentException>(() => Set(rules)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_that_partly_overlap_are_valid() =>
        Assert.Empty(PolicySet.FaultsOf(Defaults, Named, [Rule("payroll") with { App = Payroll.App }, Rule("strict") with { MinimumRisk = Risk.High }, Rule("strict") with { Entitlement = Wiki.Entitlement }]));

    [Fact]
    public void A_missing_default_a_duplicate_id_and_an_invalid_policy_are_reported() =>
        Assert.Equal(
            ["Policy faulty, step ask: the ladder must end with close or skipStep.", "There must be one default policy for Certification.", "Policy strict: the id is used twice."],
            PolicySet.FaultsOf([.. Defaults.Skip(1)], [.. Named, Sound(TaskKind.Approval, "strict"), APolicy.For(TaskKind.Approval, APolicy.AskingAlice() with { Ladder = [] }) with { Id = "faulty" }], []));

    private static PolicySet Set(params PolicyRule[] rules) => new(Defaults, Named, rules);

    private static PolicyRule Rule(string policy) => new() { Kind = TaskKind.Approval, Policy = policy };

    private static Policy Sound(TaskKind kind, string id) => APolicy.For(kind) with { Id = id };
}
