using System.Net;
using AccessReview.Emulator.Front;
using Microsoft.AspNetCore.Http;

namespace AccessReview.Emulator.Host;

/// <summary>
/// Protects the emulator's own pages. Only this machine may read them, under one of its own names, so that no foreign host name
/// can be used for it. Only a page of the same origin may change anything.
/// </summary>
internal static class LocalOnly
{
    public static async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        var request = http.Request;
        if (!request.Path.StartsWithSegments("/emulator", StringComparison.OrdinalIgnoreCase) || (IsLocal(http) && (IsRead(request) || IsSameOrigin(request))))
        {
            await next(http);
            return;
        }

        AnswerHeaders.Put(http.Response);
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        await http.Response.WriteAsync("The emulator's pages are for this machine only, and their forms for themselves.", http.RequestAborted);
    }

    private static bool IsLocal(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && http.Request.Headers["X-Forwarded-For"] is []
        && (http.Request.Host.Host == "localhost" || (IPAddress.TryParse(http.Request.Host.Host.Trim('[', ']'), out var named) && IPAddress.IsLoopback(named)));

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    // Programs send neither header; a browser sends at least one of them with every POST.
    private static bool IsSameOrigin(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] is [] or ["same-origin" or "none"]
        && (request.Headers.Origin.FirstOrDefault() is not { } origin || origin == $"{request.Scheme}://{request.Host}");
}
