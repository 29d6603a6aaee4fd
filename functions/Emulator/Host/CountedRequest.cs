using AccessReview.Emulator.Clock;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.Emulator.Host;

/// <summary>A request is work in flight until it is answered, except one that moves the clock: that one waits for all others.</summary>
internal static class CountedRequest
{
    public static async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path.Equals(ClockPage.Path, StringComparison.OrdinalIgnoreCase) || http.Request.Path.Equals(ClockApi.Path, StringComparison.OrdinalIgnoreCase))
        {
            await next(http);
            return;
        }

        using var token = http.RequestServices.GetRequiredService<WorkInFlight>().Begin();
        await next(http);
    }
}
