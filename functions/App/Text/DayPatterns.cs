using System.Globalization;

namespace AccessReview.App.Text;

/// <summary>How a region writes a day, made of its own long form: <c>dddd, d. MMMM yyyy</c> in Germany, <c>dddd, MMMM d, yyyy</c> in the USA.</summary>
public static class DayPatterns
{
    private const string Weekday = "dddd";

    /// <summary>With the day of the week. English puts no comma between it and the day's number.</summary>
    public static string Long(CultureInfo culture)
    {
        var pattern = culture.DateTimeFormat.LongDatePattern;
        return culture.TwoLetterISOLanguageName == "en" ? pattern.Replace($"{Weekday}, d", $"{Weekday} d", StringComparison.Ordinal) : pattern;
    }

    /// <summary>The same with short names, for tables.</summary>
    public static string Short(CultureInfo culture) =>
        Long(culture).Replace(Weekday, "ddd", StringComparison.Ordinal).Replace("MMMM", "MMM", StringComparison.Ordinal);

    /// <summary>Without the day of the week.</summary>
    public static string Date(CultureInfo culture) => Long(culture).Replace(Weekday, "", StringComparison.Ordinal).Trim(',', ' ');
}
