namespace AccessReview.Domain.Directory;

/// <summary>Counts days from Monday to Friday in a time zone. Public holidays count as working days.</summary>
public static class WorkingDays
{
    /// <summary>The end of the nth working day after the day of <paramref name="start"/>.</summary>
    /// <param name="days">At least 1.</param>
    public static DateTimeOffset EndOf(DateTimeOffset start, int days, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var day = DayOf(start, zone);
        for (var left = days; left > 0; left -= IsWorking(day) ? 1 : 0)
            day = day.AddDays(1);
        return WholeDay.EndOf(day, zone);
    }

    /// <summary>How many working days are between the days of two moments; the first day does not count. 0: the same day, or earlier.</summary>
    public static int Between(DateTimeOffset start, DateTimeOffset end, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var (day, last, count) = (DayOf(start, zone), DayOf(end, zone), 0);
        while (day < last)
        {
            day = day.AddDays(1);
            count += IsWorking(day) ? 1 : 0;
        }

        return count;
    }

    private static DateOnly DayOf(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    private static bool IsWorking(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}
