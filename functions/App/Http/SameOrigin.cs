using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Http;

/// <summary>Checks whether a change was sent from one of our own pages.</summary>
internal static class SameOrigin
{
    // Our pages send no referrer, so browsers send "Origin: null" with their forms. Therefore Sec-Fetch-Site is checked first,
    // which no page can set (https://fetch.spec.whatwg.org/#append-a-request-origin-header).
    public static bool Sent(HttpRequest request) => request.Headers["Sec-Fetch-Site"] switch
    {
        ["same-origin"] => true,
        [] => request.Headers.Origin is [{ } origin] && Uri.TryCreate(origin, UriKind.Absolute, out var from) && HostOf(from).Equals(request.Host),
        _ => false,
    };

    private static HostString HostOf(Uri from) => from.IsDefaultPort ? new HostString(from.Host) : new HostString(from.Host, from.Port);
}
