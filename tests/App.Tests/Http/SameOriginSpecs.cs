using AccessReview.App.Http;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace AccessReview.App.Tests.Http;

public sealed class SameOriginSpecs
{
    [Theory]
    [InlineData("same-origin", null, true)]
    [InlineData("same-origin", "null", true)]
    [InlineData("same-site", "https://access.example.test", false)]
    [InlineData("cross-site", "https://access.example.test", false)]
    [InlineData("none", null, false)]
    [InlineData(null, "https://access.example.test", true)]
    [InlineData(null, "https://evil.test", false)]
    [InlineData(null, "https://access.example.test.evil.test", false)]
    [InlineData(null, "https://access.example.test:444", false)]
    [InlineData(null, "null", false)]
    [InlineData(null, null, false)]
    public void A_change_is_accepted_only_from_pages_of_this_site(string? site, string? origin, bool expected)
    {
        var request = new DefaultHttpContext().Request;
        request.Host = new HostString("access.example.test");
        if (site is not null)
            request.Headers["Sec-Fetch-Site"] = site;
        if (origin is not null)
            request.Headers.Origin = origin;

        Assert.Equal(expected, SameOrigin.Sent(request));
    }
}
