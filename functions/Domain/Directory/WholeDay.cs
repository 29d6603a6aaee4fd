namespace AccessReview.Domain.Directory;

/// <summary>
/// Days that were written without a time. Their moment keeps the offset of the zone that it was made for, so that everybody
/// reads the day that was written, in whatever zone they are.
/// </summary>
public static class WholeDay
{
    private static readonly TimeSpan LastSecond = new(23, 59, 59);

    /// <summary>When a day begins there; where clocks are put forward at midnight, at the first hour that there is.</summary>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        // Before the first day of all it was still the day before it elsewhere.
        if (day == DateOnly.MinValue)
            return DateTimeOffset.MinValue;
        var start = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(start))
            start = start.AddMinutes(30);
        return new DateTimeOffset(start, zone.GetUtcOffset(start));
    }

    /// <summary>When clocks there show a time; one that they leave out when they are put forward counts by the offset before.</summary>
    /// <param name="isEarliest">Of a time that they show twice, the first one counts; else the second one.</param>
    public static DateTimeOffset At(DateTime clock, TimeZoneInfo zone, bool isEarliest)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var shown = DateTime.SpecifyKind(clock, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(shown))
            return new DateTimeOffset(shown, zone.GetUtcOffset(shown.AddDays(-1)));
        var offset = isEarliest && zone.IsAmbiguousTime(shown) ? zone.GetAmbiguousTimeOffsets(shown).Max() : zone.GetUtcOffset(shown);
        // At the ends of the calendar it is another year elsewhere.
        var isOutside = shown.Ticks - offset.Ticks < DateTime.MinValue.Ticks || shown.Ticks - offset.Ticks > DateTime.MaxValue.Ticks;
        return new DateTimeOffset(shown, isOutside ? TimeSpan.Zero : offset);
    }

    /// <summary>The last second of a day there.</summary>
    public static DateTimeOffset EndOf(DateOnly day, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return day == DateOnly.MaxValue
            ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue) + LastSecond, TimeSpan.Zero)
            : TimeZoneInfo.ConvertTime(StartOf(day.AddDays(1), zone).AddSeconds(-1), zone);
    }

    /// <summary>The day whose first or last second this is; null: a time of a day.</summary>
    public static DateOnly? Of(DateTimeOffset moment) =>
        moment.TimeOfDay == TimeSpan.Zero || moment.TimeOfDay == LastSecond ? DateOnly.FromDateTime(moment.DateTime) : null;
}
