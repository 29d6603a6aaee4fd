namespace AccessReview.Domain.Directory;

/// <summary>
/// Dates that were entered without a time. The moment keeps the offset of its time zone, so that every reader
/// sees the date that was entered, in any time zone.
/// </summary>
public static class WholeDay
{
    private static readonly TimeSpan LastSecond = new(23, 59, 59);

    /// <summary>The start of a day in the zone. If clocks go forward at midnight, it is the first time that exists.</summary>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        // Converting the first day of the calendar could leave the calendar's range.
        if (day == DateOnly.MinValue)
            return DateTimeOffset.MinValue;
        var start = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(start))
            start = start.AddMinutes(30);
        return new DateTimeOffset(start, zone.GetUtcOffset(start));
    }

    /// <summary>The moment of a local time. A time that clocks skip in spring gets the offset from before the change.</summary>
    /// <param name="isEarliest">If clocks show the time twice: true takes the first, false the second.</param>
    public static DateTimeOffset At(DateTime clock, TimeZoneInfo zone, bool isEarliest)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var shown = DateTime.SpecifyKind(clock, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(shown))
            return new DateTimeOffset(shown, zone.GetUtcOffset(shown.AddDays(-1)));
        var offset = isEarliest && zone.IsAmbiguousTime(shown) ? zone.GetAmbiguousTimeOffsets(shown).Max() : zone.GetUtcOffset(shown);
        // At the ends of the calendar the UTC time would be out of range.
        var isOutside = shown.Ticks - offset.Ticks < DateTime.MinValue.Ticks || shown.Ticks - offset.Ticks > DateTime.MaxValue.Ticks;
        return new DateTimeOffset(shown, isOutside ? TimeSpan.Zero : offset);
    }

    /// <summary>The last second of a day in the zone.</summary>
    public static DateTimeOffset EndOf(DateOnly day, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return day == DateOnly.MaxValue
            ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue) + LastSecond, TimeSpan.Zero)
            : TimeZoneInfo.ConvertTime(StartOf(day.AddDays(1), zone).AddSeconds(-1), zone);
    }

    /// <summary>The day whose first or last second this is; null: the moment has a time of day.</summary>
    public static DateOnly? Of(DateTimeOffset moment) =>
        moment.TimeOfDay == TimeSpan.Zero || moment.TimeOfDay == LastSecond ? DateOnly.FromDateTime(moment.DateTime) : null;
}
