namespace AccessReview.Domain.Notifications;

/// <summary>When somebody's daily digest is due, by their own clock.</summary>
public static class DigestTime
{
    /// <summary>So long it is still sent when nobody looked in time; the hour that a clock skips in spring is caught up with too.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromHours(3);

    /// <summary>The local day whose digest is due at <paramref name="now"/>; null: none is. Twice within a day is the same day, so a digest is never sent twice.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="zone">The person's.</param>
    /// <param name="hour">0 to 23, on the person's clock.</param>
    /// <param name="weekdaysOnly">None on Saturdays and Sundays.</param>
    public static DateOnly? DueOn(DateTimeOffset now, TimeZoneInfo zone, int hour, bool weekdaysOnly)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        // Late in the evening, patience ends with the day.
        var late = local.TimeOfDay - TimeSpan.FromHours(hour);
        if (late < TimeSpan.Zero || late >= Timeout)
            return null;
        return IsFree(local, weekdaysOnly) ? null : DateOnly.FromDateTime(local);
    }

    /// <summary>As <see cref="DueOn(DateTimeOffset, TimeZoneInfo, int, bool)"/>; and where nobody has looked for longer than <see cref="Timeout"/>, the last day whose hour came meanwhile.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="lastLook">When somebody looked the last time; null: unknown.</param>
    /// <param name="zone">The person's.</param>
    /// <param name="hour">0 to 23, on the person's clock.</param>
    /// <param name="weekdaysOnly">None on Saturdays and Sundays.</param>
    public static DateOnly? DueOn(DateTimeOffset now, DateTimeOffset? lastLook, TimeZoneInfo zone, int hour, bool weekdaysOnly)
    {
        if (DueOn(now, zone, hour, weekdaysOnly) is { } due)
            return due;
        if (lastLook is not { } last || now - last <= Timeout)
            return null;
        var (local, since) = (TimeZoneInfo.ConvertTime(now, zone).DateTime, TimeZoneInfo.ConvertTime(last, zone).DateTime);
        for (var hourOfDay = local.Date.AddHours(hour); hourOfDay > since; hourOfDay = hourOfDay.AddDays(-1))
        {
            if (hourOfDay <= local && !IsFree(hourOfDay, weekdaysOnly))
                return DateOnly.FromDateTime(hourOfDay);
        }

        return null;
    }

    private static bool IsFree(DateTime day, bool weekdaysOnly) => weekdaysOnly && day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
