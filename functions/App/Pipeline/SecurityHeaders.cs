using AccessReview.App.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Pipeline;

/// <summary>What every answer carries: no other site may frame, guess at, keep or leak it, and it loads nothing from elsewhere.</summary>
internal sealed class SecurityHeaders(IOptions<SiteOptions> site)
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public void Put(HttpResponse response)
    {
        var headers = response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["X-Robots-Tag"] = "noindex";
        // Said over http it means nothing; in front of us the connection may end as http where people see https.
        if (site.Value.BaseUrl.Scheme == Uri.UriSchemeHttps)
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
    }
}
