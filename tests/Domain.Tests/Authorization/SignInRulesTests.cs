using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Xunit;

namespace AccessReview.Domain.Tests.Authorization;

public sealed class SignInRulesTests
{
    [Theory]
    [InlineData(Risk.Low, true)]
    [InlineData(Risk.Medium, true)]
    [InlineData(Risk.High, false)]
    [InlineData(Risk.Critical, false)]
    public void A_high_risk_task_is_decided_only_in_the_browser(Risk risk, bool mayBeDecided)
    {
        Assert.Equal(mayBeDecided, SignInRules.MayDecide(Proof.Slack, risk));
        Assert.Equal(mayBeDecided, SignInRules.MayDecide(Proof.Link, risk));
        Assert.All([Proof.Session, Proof.Bearer, Proof.None], proof => Assert.True(SignInRules.MayDecide(proof, risk)));
    }

    [Fact]
    public void Where_links_do_not_decide_they_ask_for_sign_in_at_every_risk() =>
        Assert.All(Enum.GetValues<Risk>(), risk =>
        {
            Assert.False(SignInRules.MayDecide(Proof.Link, risk, linksDecide: false));
            Assert.Equal(SignInRules.MayDecide(Proof.Slack, risk), SignInRules.MayDecide(Proof.Slack, risk, linksDecide: false));
        });
}
