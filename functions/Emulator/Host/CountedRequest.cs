using AccessReview.Emulator.Clock;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.Emulator.Host;

/// <summary>
/// Counts a request as work in progress until it is answered.
/// A request that moves the clock is not counted, because it waits for all others.
/// </summary>
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
