using System.Globalization;
using AccessReview.Emulator.Host;
using Microsoft.AspNetCore.Http;

namespace AccessReview.Emulator.Clock;

/// <summary>The page that shows the emulator's time and what is due next, and moves the clock.</summary>
internal static class ClockPage
{
    public const string Path = "/emulator/clock";

    private const int ShownDueTimes = 10;

    public static IResult Show(HttpContext http, EmulatorClock clock, TimerTrigger timers) => EmulatorPage.Of(http, "Clock", $"""
        <p>It is <strong>{Text(clock.GetUtcNow())}</strong>, {Ahead(clock.Offset)}.</p>
        {Step("PT1H", "+1 hour")}{Step("P1D", "+1 day")}{Step("P7D", "+7 days")}
        <form method="post"><label>Forward by <input name="advance" value="P14D" size="12" required></label> <button>Move</button></form>
        <p>A step may be written as P14D, PT90M or 14.00:00:00. It is over when everything due on the way has happened.</p>
        <h2>Due next</h2>
        <table>
        {string.Concat(timers.Upcoming.Select(timer => Row(timer.Next, $"timer function {timer.Function}")))}
        {string.Concat(clock.NextDue(ShownDueTimes).Where(due => timers.Upcoming.All(timer => timer.Next != due.UtcDateTime)).Select(due => Row(due.UtcDateTime, "a durable timer, a message or a lease")))}
        </table>
        """);

    public static async Task<IResult> AdvanceAsync(HttpContext http, EmulatorClock clock, TimerTrigger timers)
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;
        if (ClockSpan.Parse(form["advance"]) is not { } span)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Show(http, clock, timers);
        }

        await clock.AdvanceAsync(span, CancellationToken.None);
        return Results.Redirect(Path);
    }

    private static string Step(string span, string label) =>
        $"""<form method="post"><input type="hidden" name="advance" value="{span}"><button>{label}</button></form>""";

    private static string Row(DateTime at, string what) => $"<tr><td>{Text(at)}</td><td>{EmulatorPage.Encode(what)}</td></tr>";

    private static string Ahead(TimeSpan offset) =>
        offset.Duration() < TimeSpan.FromSeconds(1) ? "the machine's own time" : $"{offset.ToString("c", CultureInfo.InvariantCulture)} from the machine's time";

    private static string Text(DateTimeOffset at) => at.ToString("ddd d MMM yyyy HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
