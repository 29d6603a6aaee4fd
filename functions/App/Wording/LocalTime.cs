using System.Globalization;

namespace AccessReview.App.Wording;

/// <summary>Times as one person reads them: on their own clock, with its name.</summary>
/// <param name="zone">An IANA name; one that is unknown reads as UTC.</param>
public sealed class LocalTime(string? zone)
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    private readonly TimeZoneInfo _zone = zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known) ? known : TimeZoneInfo.Utc;

    /// <summary>"Wednesday 25 November 2026, 14:05".</summary>
    public string Say(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone).ToString("dddd d MMMM yyyy, HH:mm", English);

    /// <summary>"Wed 25 Nov 2026, 14:05": for tables.</summary>
    public string SayShort(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone).ToString("ddd d MMM yyyy, HH:mm", English);

    /// <summary>"25 November 2026".</summary>
    public string SayDay(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone).ToString("d MMMM yyyy", English);

    /// <summary>"Europe/Berlin", or "UTC".</summary>
    public string Zone => _zone == TimeZoneInfo.Utc || _zone.Id == "Etc/UTC" ? "UTC" : _zone.Id;
}
