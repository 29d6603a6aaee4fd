using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AccessReview.TinyApp;

/// <summary>Timer functions; each logs what it received.</summary>
public sealed partial class Timers(TimeProvider time, ILogger<Timers> logger)
{
    /// <summary>At three in the morning, which no test reaches by chance, because the clock is stopped.</summary>
    [Function("Nightly")]
    public void Nightly([TimerTrigger("0 0 3 * * *")] TimerInfo timer) => Tell("Nightly", timer);

    [Function("FromSetting")]
    public void FromSetting([TimerTrigger("%Tiny:Schedule%", UseMonitor = false)] TimerInfo timer) => Tell("FromSetting", timer);

    [Function("AtStart")]
    public void AtStart([TimerTrigger("0 0 4 1 1 *", RunOnStartup = true)] TimerInfo timer) => Tell("AtStart", timer);

    [Function("FailsDaily")]
    public void FailsDaily([TimerTrigger("0 0 5 * * *")] TimerInfo timer) => throw new InvalidOperationException("It fails on purpose.");

    private void Tell(string function, TimerInfo timer) =>
        Log.Ran(logger, function, time.GetUtcNow(), timer.IsPastDue, timer.ScheduleStatus?.Last, timer.ScheduleStatus?.Next);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Function} ran at {Now:s}: past due {IsPastDue}, last {Last:s}, next {Next:s}")]
        public static partial void Ran(ILogger logger, string function, DateTimeOffset now, bool isPastDue, DateTime? last, DateTime? next);
    }
}
