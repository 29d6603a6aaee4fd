using System.Globalization;
using System.Xml;

namespace AccessReview.Emulator.Clock;

/// <summary>Parses how far to move the clock: P14D, PT1H or 14.00:00:00.</summary>
internal static class ClockSpan
{
    // Longer steps are mistakes, and dates have a maximum.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3660);

    public static TimeSpan? Parse(string? text)
    {
        var span = text?.Trim() is { Length: > 0 } written ? written[0] == 'P' ? Iso(written) : Net(written) : null;
        return span >= TimeSpan.Zero && span <= Longest ? span : null;
    }

    private static TimeSpan? Net(string text) => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) ? span : null;

    private static TimeSpan? Iso(string text)
    {
        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (Exception unreadable) when (unreadable is FormatException or OverflowException)
        {
            return null;
        }
    }
}
