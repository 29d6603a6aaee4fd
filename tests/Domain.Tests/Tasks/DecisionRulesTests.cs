using AccessReview.Domain.Authorization;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;

namespace AccessReview.Domain.Tests.Tasks;

public sealed class DecisionRulesTests
{
    private static readonly ReviewTask Task = Opened(APolicy.For(TaskKind.Approval, APolicy.AskingAlice() with { ReasonRequiredFor = [Decision.Approve] }));

    private static readonly ReviewTask Free = Opened(TaskKind.Approval);

    [Theory]
    [InlineData(Relations.Assignee, false)]
    [InlineData(Relations.Delegate, false)]
    [InlineData(Relations.Assignee | Relations.AppOwner, false)]
    [InlineData(Relations.None, true)]
    [InlineData(Relations.FormerAssignee | Relations.SubjectManager | Relations.AppOwner | Relations.EntitlementOwner, true)]
    public void A_decision_by_neither_assignee_nor_delegate_is_an_override(Relations relations, bool isOverride) => Assert.Equal(isOverride, DecisionRules.IsOverride(relations));

    [Fact]
    public void A_reason_is_required_where_the_policy_says_so()
    {
        Assert.True(DecisionRules.RequiresReason(Task, Decision.Approve));
        Assert.False(DecisionRules.RequiresReason(Task, Decision.Deny));
    }

    [Fact]
    public void A_field_for_a_reason_is_shown_where_it_is_required_and_for_every_negative_decision()
    {
        Assert.True(DecisionRules.PromptsForReason(Task, Decision.Approve));
        Assert.True(DecisionRules.PromptsForReason(Free, Decision.Deny));
        Assert.False(DecisionRules.PromptsForReason(Free, Decision.Approve));
    }
}
