using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Xunit;

namespace AccessReview.Domain.Tests.Authorization;

public sealed class SignInRulesTests
{
    [Theory]
    [InlineData(Risk.Low, true)]
    [InlineData(Risk.Medium, true)]
    [InlineData(Risk.High, false)]
    [InlineData(Risk.Critical, false)]
    public void A_high_risk_task_is_decided_only_in_the_browser(Risk risk, bool mayBeDecidedInChat) => Assert.Equal(mayBeDecidedInChat, SignInRules.MayDecideWithout(risk));
}
