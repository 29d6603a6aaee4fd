using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace AccessReview.Emulator.Clock;

/// <summary>GET returns the emulator's time; POST {"advance":"P14D"} moves it and responds after everything that became due has run.</summary>
internal static class ClockApi
{
    public const string Path = "/emulator/api/clock";

    public static IResult Read(EmulatorClock clock) => Results.Json(new ClockReading(clock.GetUtcNow(), clock.Offset));

    public static async Task<IResult> AdvanceAsync(HttpContext http, EmulatorClock clock)
    {
        if (await SpanOfAsync(http.Request) is not { } span)
            return Results.Problem("Send {\"advance\":\"P14D\"} or {\"advance\":\"14.00:00:00\"}.", statusCode: StatusCodes.Status400BadRequest);
        // The request's token is not used, because a step that has begun must be finished even if the client disconnects.
        await clock.AdvanceAsync(span, CancellationToken.None);
        return Read(clock);
    }

    private static async Task<TimeSpan?> SpanOfAsync(HttpRequest request)
    {
        try
        {
            return ClockSpan.Parse((await request.ReadFromJsonAsync<ClockStep>(request.HttpContext.RequestAborted))?.Advance);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    internal sealed record ClockStep(string? Advance);

    internal sealed record ClockReading(DateTimeOffset Now, TimeSpan Offset);
}
