using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Campaigns;

/// <summary>A planned run of a template.</summary>
/// <param name="At">When its campaign is created.</param>
/// <param name="Due">The last day on which reviewers decide.</param>
public sealed record PlannedRun(DateTimeOffset At, DateOnly Due);

/// <summary>The runs that follow from the calendar: month ends and quarter ends.</summary>
public static class CalendarRuns
{
    private const int LastYear = 9990;

    /// <summary>The runs after a moment, earliest first. There is always a next one.</summary>
    /// <param name="day">The day of the month; in a shorter month it is the last day.</param>
    public static IEnumerable<PlannedRun> MonthEnds(int day, int durationDays, TimeZoneInfo zone, DateTimeOffset after)
    {
        var today = DayOf(after, zone);
        for (var month = new DateOnly(today.Year, today.Month, 1); month.Year < LastYear; month = month.AddMonths(1))
        {
            var begin = month.AddDays(int.Min(day, DateTime.DaysInMonth(month.Year, month.Month)) - 1);
            var run = new PlannedRun(WholeDay.StartOf(begin, zone), begin.AddDays(durationDays));
            if (run.At > after)
                yield return run;
        }
    }

    /// <summary>The runs that begin after a moment, earliest first.</summary>
    /// <param name="workingDaysBefore">How many working days before the last day of the quarter a run ends.</param>
    public static IEnumerable<PlannedRun> QuarterEnds(int workingDaysBefore, int durationDays, TimeZoneInfo zone, DateTimeOffset after)
    {
        var today = DayOf(after, zone);
        for (var quarter = new DateOnly(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1); quarter.Year < LastYear; quarter = quarter.AddMonths(3))
        {
            var due = Back(quarter.AddMonths(3).AddDays(-1), workingDaysBefore);
            var run = new PlannedRun(WholeDay.StartOf(due.AddDays(-durationDays), zone), due);
            if (run.At > after)
                yield return run;
        }
    }

    /// <summary>
    /// The run to begin now: the latest that is due. Earlier ones were missed while the app was down, and are not made up for.
    /// </summary>
    /// <param name="runs">The runs after the last one that began, earliest first.</param>
    /// <returns>Null: none is due.</returns>
    public static PlannedRun? LatestDue(IEnumerable<PlannedRun> runs, DateTimeOffset now) => runs.TakeWhile(run => run.At <= now).LastOrDefault();

    /// <summary>Goes back from a day by this number of days from Monday to Friday.</summary>
    private static DateOnly Back(DateOnly day, int workingDays)
    {
        while (workingDays > 0)
        {
            day = day.AddDays(-1);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                workingDays--;
        }

        return day;
    }

    private static DateOnly DayOf(DateTimeOffset moment, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);
}
