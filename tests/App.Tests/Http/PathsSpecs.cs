using AccessReview.App.Http;
using Xunit;

namespace AccessReview.App.Tests.Http;

public sealed class PathsSpecs
{
    [Theory]
    [InlineData("/")]
    [InlineData("/tasks/01?step=2#comments")]
    public void A_return_path_on_this_site_is_accepted(string path) => Assert.Equal(path, Paths.Local(path));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("tasks")]
    [InlineData("https://evil.test/")]
    [InlineData("//evil.test")]
    [InlineData("/\\evil.test")]
    [InlineData("/a\\b")]
    [InlineData("/\t/evil.test")]
    [InlineData("/a\r\nSet-Cookie: x")]
    [InlineData("javascript:alert(1)")]
    public void A_return_path_that_leads_elsewhere_is_refused(string? path) => Assert.Null(Paths.Local(path));
}
