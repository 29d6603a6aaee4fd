namespace AccessReview.Domain.Notifications;

/// <summary>When a user's daily digest is due, in the user's time zone.</summary>
public static class DigestTime
{
    /// <summary>How late a digest may still be sent. It also covers the hour that clocks skip in spring.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromHours(3);

    /// <summary>
    /// The local day whose digest is due at <paramref name="now"/>; null: none is due. The same day is returned for the whole
    /// timeout, so that a digest is sent once.
    /// </summary>
    /// <param name="now">The moment.</param>
    /// <param name="zone">The user's time zone.</param>
    /// <param name="hour">0 to 23, local time.</param>
    /// <param name="weekdaysOnly">No digest on Saturdays and Sundays.</param>
    public static DateOnly? DueOn(DateTimeOffset now, TimeZoneInfo zone, int hour, bool weekdaysOnly)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        // The timeout ends at midnight at the latest.
        var late = local.TimeOfDay - TimeSpan.FromHours(hour);
        if (late < TimeSpan.Zero || late >= Timeout)
            return null;
        return IsFree(local, weekdaysOnly) ? null : DateOnly.FromDateTime(local);
    }

    /// <summary>
    /// As <see cref="DueOn(DateTimeOffset, TimeZoneInfo, int, bool)"/>. If the last check was longer ago than
    /// <see cref="Timeout"/>, it also returns the latest day whose hour was missed.
    /// </summary>
    /// <param name="now">The moment.</param>
    /// <param name="lastLook">When digests were last checked; null: unknown.</param>
    /// <param name="zone">The user's time zone.</param>
    /// <param name="hour">0 to 23, local time.</param>
    /// <param name="weekdaysOnly">No digest on Saturdays and Sundays.</param>
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
