using System.Globalization;
using NCrontab;

namespace AccessReview.Emulator.Host;

/// <summary>The schedule of a timer function: an NCRONTAB expression of five or six fields, or the time between runs. All in UTC.</summary>
internal abstract class Schedule
{
    public static Schedule Parse(string expression, string function)
    {
        var withSeconds = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 6;
        if (CrontabSchedule.TryParse(expression, new CrontabSchedule.ParseOptions { IncludingSeconds = withSeconds }) is { } cron)
            return new Cron(cron);
        if (TimeSpan.TryParse(expression, CultureInfo.InvariantCulture, out var every) && every > TimeSpan.Zero)
            return new Every(every);
        throw new EmulatorRefusedException($"The timer function {function} has the schedule '{expression}', which cannot be read; write six fields like '0 */5 * * * *', or a time span like '00:05:00'.");
    }

    public abstract DateTime NextAfter(DateTime time);

    /// <summary>Schedules with more than one run per minute are not monitored, as in the real host.</summary>
    public bool IsSlow(DateTime now)
    {
        var next = NextAfter(now);
        return NextAfter(next) - next >= TimeSpan.FromMinutes(1);
    }

    private sealed class Cron(CrontabSchedule schedule) : Schedule
    {
        public override DateTime NextAfter(DateTime time) => schedule.GetNextOccurrence(time);
    }

    private sealed class Every(TimeSpan interval) : Schedule
    {
        public override DateTime NextAfter(DateTime time) => time + interval;
    }
}
