using System.Globalization;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Text;

/// <summary>Formats times for one user: in their time zone, which is named, and in the format of their region.</summary>
/// <param name="zone">An IANA name; an unknown one is treated as UTC.</param>
public sealed class LocalTime(string? zone)
{
    private static readonly TimeSpan YearIsObvious = TimeSpan.FromDays(300);

    private readonly TimeZoneInfo _zone = zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known) ? known : TimeZoneInfo.Utc;

    /// <summary>"Wednesday 25 November 2026, 14:05".</summary>
    public string Say(DateTimeOffset at) => Format(at, DayPatterns.Long);

    /// <summary>"Wednesday 25 November 2026, 14:05 (Europe/Berlin)".</summary>
    public string SayWithZone(DateTimeOffset at) => $"{Say(at)} ({Zone})";

    /// <summary>"Wed 25 Nov 2026, 14:05": for tables.</summary>
    public string SayShort(DateTimeOffset at) => Format(at, DayPatterns.Short);

    /// <summary>"14:05:20".</summary>
    public string SayTime(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone).ToString("T", CultureInfo.CurrentCulture);

    /// <summary>"14:05".</summary>
    public string SayMinute(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone).ToString("t", CultureInfo.CurrentCulture);

    /// <summary>"25 November 2026".</summary>
    public string SayDay(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone).ToString(DayPatterns.Date(CultureInfo.CurrentCulture), CultureInfo.CurrentCulture);

    /// <summary>"25 November 2026". A day that was entered without a time stays that day; a time is converted to the user's time zone.</summary>
    public string SayDate(DateTimeOffset at) =>
        WholeDay.Of(at) is { } day ? SayDay(day) : SayDay(at);

    /// <summary>"25 November 2026", for a day without a time.</summary>
    public static string SayDay(DateOnly day) => day.ToString(DayPatterns.Date(CultureInfo.CurrentCulture), CultureInfo.CurrentCulture);

    /// <summary>"25 November": for a day that is near.</summary>
    public string SayMonthDay(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone).ToString("M", CultureInfo.CurrentCulture);

    /// <summary>"25 Nov": below a dot.</summary>
    public string SayBriefDay(DateTimeOffset at)
    {
        var pattern = CultureInfo.CurrentCulture.DateTimeFormat.MonthDayPattern.Replace("MMMM", "MMM", StringComparison.Ordinal);
        return TimeZoneInfo.ConvertTime(at, _zone).ToString(pattern, CultureInfo.CurrentCulture);
    }

    /// <summary>"25 Nov 2026", as <see cref="SayDate"/>.</summary>
    public string SayShortDate(DateTimeOffset at) => LocalDay(at).ToString(DayPatterns.ShortDate(CultureInfo.CurrentCulture), CultureInfo.CurrentCulture);

    /// <summary>"25 Nov" within 300 days of <paramref name="now"/>, where the year is obvious; else "25 Nov 2027".</summary>
    public string SayNear(DateTimeOffset at, DateTimeOffset now) => (at - now).Duration() < YearIsObvious
        ? LocalDay(at).ToString(DayPatterns.DayAndMonth(CultureInfo.CurrentCulture), CultureInfo.CurrentCulture)
        : SayShortDate(at);

    /// <summary>"Nov 2026".</summary>
    public string SayMonth(DateTimeOffset at) => LocalDay(at).ToString("MMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>The day in the user's time zone.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, _zone).DateTime);

    /// <summary>When a day begins in the user's time zone. Where clocks go forward at midnight, it is the first hour that exists.</summary>
    public DateTimeOffset StartOf(DateOnly day) => WholeDay.StartOf(day, _zone);

    /// <summary>The last second of a day. It keeps the zone's offset, so that it is read as that day everywhere.</summary>
    public DateTimeOffset EndOf(DateOnly day) => WholeDay.EndOf(day, _zone);

    /// <summary>"Europe/Berlin", or "UTC".</summary>
    public string Zone => _zone == TimeZoneInfo.Utc || _zone.Id == "Etc/UTC" ? "UTC" : _zone.Id;

    private DateOnly LocalDay(DateTimeOffset at) => WholeDay.Of(at) ?? DayOf(at);

    private string Format(DateTimeOffset at, Func<CultureInfo, string> day)
    {
        var culture = CultureInfo.CurrentCulture;
        return TimeZoneInfo.ConvertTime(at, _zone).ToString($"{day(culture)}, {culture.DateTimeFormat.ShortTimePattern}", culture);
    }
}
