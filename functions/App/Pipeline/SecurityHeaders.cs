using AccessReview.App.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Pipeline;

/// <summary>Sets the security headers of every response: no framing, no content sniffing, no caching, no referrer, no content from other sites.</summary>
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
        // The header has no effect over http. A front end may forward https requests as http, so the site's URL decides.
        if (site.Value.BaseUrl.Scheme == Uri.UriSchemeHttps)
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
    }
}
