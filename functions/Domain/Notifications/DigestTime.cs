namespace AccessReview.Domain.Notifications;

/// <summary>When somebody's daily digest is due, by their own clock.</summary>
public static class DigestTime
{
    /// <summary>So long it is still sent when nobody looked in time; the hour that a clock skips in spring is caught up with too.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(3);

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
        if (late < TimeSpan.Zero || late >= Patience)
            return null;
        return weekdaysOnly && local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? null : DateOnly.FromDateTime(local);
    }
}
