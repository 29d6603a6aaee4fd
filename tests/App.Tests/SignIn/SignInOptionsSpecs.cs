using AccessReview.App.SignIn;
using Xunit;

namespace AccessReview.App.Tests.SignIn;

public sealed class SignInOptionsSpecs
{
    [Fact]
    public void Without_settings_people_sign_in_by_mailed_links() => Assert.Null(new SignInOptions().Fault());

    [Fact]
    public void An_authority_needs_an_audience() =>
        Assert.NotNull(new SignInOptions { Authority = new Uri("https://issuer.test") }.Fault());

    [Fact]
    public void An_authority_must_use_https_unless_it_is_on_this_machine()
    {
        Assert.NotNull(new SignInOptions { Authority = new Uri("http://issuer.test"), Audience = "us" }.Fault());
        Assert.Null(new SignInOptions { Authority = new Uri("http://127.0.0.1:5000"), Audience = "us" }.Fault());
        Assert.Null(new SignInOptions { Authority = new Uri("https://issuer.test"), Audience = "us" }.Fault());
    }

    [Theory]
    [InlineData("email")]
    [InlineData("upn")]
    [InlineData("preferred_username")]
    public void A_reusable_name_is_refused_as_the_claim_that_identifies_people(string claim) => Assert.NotNull(new SignInOptions { UserIdClaim = claim }.Fault());
}
