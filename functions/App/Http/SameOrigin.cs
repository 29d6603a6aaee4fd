using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Http;

/// <summary>Was a change sent from one of our own pages?</summary>
internal static class SameOrigin
{
    // Our pages send no referrer, and browsers then say "Origin: null" for their forms, so what counts first is
    // Sec-Fetch-Site, which no page can set (https://fetch.spec.whatwg.org/#append-a-request-origin-header).
    public static bool Sent(HttpRequest request) => request.Headers["Sec-Fetch-Site"] switch
    {
        ["same-origin"] => true,
        [] => request.Headers.Origin is [{ } origin] && Uri.TryCreate(origin, UriKind.Absolute, out var from) && HostOf(from).Equals(request.Host),
        _ => false,
    };

    private static HostString HostOf(Uri from) => from.IsDefaultPort ? new HostString(from.Host) : new HostString(from.Host, from.Port);
}
