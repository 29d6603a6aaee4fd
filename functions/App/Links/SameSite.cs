using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Links;

/// <summary>Does a form come from our own page? Browsers say so themselves; what they say cannot be forged by a script.</summary>
public static class SameSite
{
    public static bool IsOwn(HttpRequest request)
    {
        var (site, origin) = (request.Headers["Sec-Fetch-Site"].ToString(), request.Headers.Origin.ToString());
        if (site.Length > 0 && site is not ("same-origin" or "none"))
            return false;
        return origin.Length == 0 ? site.Length > 0 || request.Headers.Referer.Count == 0 : origin == $"{request.Scheme}://{request.Host}";
    }
}
