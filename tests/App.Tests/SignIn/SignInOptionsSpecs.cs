using AccessReview.App.SignIn;
using Xunit;

namespace AccessReview.App.Tests.SignIn;

public sealed class SignInOptionsSpecs
{
    [Fact]
    public void Nothing_set_means_links_by_mail() => Assert.Null(new SignInOptions().Fault());

    [Fact]
    public void An_authority_needs_an_audience() =>
        Assert.NotNull(new SignInOptions { Authority = new Uri("https://issuer.test") }.Fault());

    [Fact]
    public void An_authority_is_asked_over_https_unless_it_is_on_this_machine()
    {
        Assert.NotNull(new SignInOptions { Authority = new Uri("http://issuer.test"), Audience = "us" }.Fault());
        Assert.Null(new SignInOptions { Authority = new Uri("http://127.0.0.1:5000"), Audience = "us" }.Fault());
        Assert.Null(new SignInOptions { Authority = new Uri("https://issuer.test"), Audience = "us" }.Fault());
    }

    [Theory]
    [InlineData("email")]
    [InlineData("upn")]
    [InlineData("preferred_username")]
    public void Nobody_is_known_by_a_name_that_can_be_given_to_another(string claim) => Assert.NotNull(new SignInOptions { UserIdClaim = claim }.Fault());
}
