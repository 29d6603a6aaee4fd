using Microsoft.AspNetCore.Http;

namespace AccessReview.Emulator.Host;

/// <summary>
/// Changes a request as the real host's reverse proxy does: the forwarding headers name the client that connected to the host,
/// whatever the client or a front end wrote there (Azure/azure-functions-host#11254, dotnet/yarp#1804).
/// </summary>
internal static class ForwardedRequest
{
    public static Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        var (request, headers) = (http.Request, http.Request.Headers);
        headers["X-Forwarded-For"] = http.Connection.RemoteIpAddress?.ToString();
        headers["X-Forwarded-Host"] = request.Host.ToUriComponent();
        headers["X-Forwarded-Proto"] = request.Scheme;
        headers.Remove("X-Forwarded-Prefix");
        return next(http);
    }
}
