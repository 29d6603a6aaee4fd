using System.Globalization;

namespace AccessReview.App.Directory;

/// <summary>The organization's date formats and time zone: settings under <c>Directory</c>.</summary>
public sealed record DirectoryForms
{
    private static readonly DateOnly Probe = new(2026, 11, 23);

    /// <summary>The default time zone of users. IANA name.</summary>
    public string TimeZone { get; init; } = "Etc/UTC";

    /// <summary>Date formats in imported files in addition to 2026-11-23, separated by semicolons, such as dd.MM.yyyy.</summary>
    public string DateFormats { get; init; } = "";

    public IReadOnlyList<string> Formats() => DateFormats.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Returns what is wrong with the settings, or null.</summary>
    public string? Fault()
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
            return $"Directory:TimeZone is {TimeZone}. Write an IANA time zone such as Europe/Berlin.";
        return Formats().FirstOrDefault(format => !IsFormat(format)) is { } wrong
            ? $"Directory:DateFormats contains {wrong}. Write formats such as dd.MM.yyyy, with dd or d, MM or M, and yyyy."
            : null;
    }

    private static bool IsFormat(string format)
    {
        try
        {
            return format.Contains("yyyy", StringComparison.Ordinal)
                && DateOnly.TryParseExact(Probe.ToString(format, CultureInfo.InvariantCulture), format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
                && read == Probe;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
