using System.Globalization;

namespace AccessReview.App.Text;

/// <summary>A region's date format, derived from its long date: <c>dddd, d. MMMM yyyy</c> in Germany, <c>dddd, MMMM d, yyyy</c> in the USA.</summary>
public static class DayPatterns
{
    private const string Weekday = "dddd";

    /// <summary>With the day of the week. English has no comma after it.</summary>
    public static string Long(CultureInfo culture)
    {
        var pattern = culture.DateTimeFormat.LongDatePattern;
        return culture.TwoLetterISOLanguageName == "en" ? pattern.Replace($"{Weekday}, d", $"{Weekday} d", StringComparison.Ordinal) : pattern;
    }

    /// <summary>With abbreviated names, for tables.</summary>
    public static string Short(CultureInfo culture) =>
        Long(culture).Replace(Weekday, "ddd", StringComparison.Ordinal).Replace("MMMM", "MMM", StringComparison.Ordinal);

    /// <summary>Without the day of the week.</summary>
    public static string Date(CultureInfo culture) => Long(culture).Replace(Weekday, "", StringComparison.Ordinal).Trim(',', ' ');

    /// <summary>"d MMM": without the year, with an abbreviated month.</summary>
    public static string DayAndMonth(CultureInfo culture) => ShortDate(culture).Replace("yyyy", "", StringComparison.Ordinal).Trim(',', ' ');

    /// <summary>Without the day of the week, with an abbreviated month.</summary>
    public static string ShortDate(CultureInfo culture) => Date(culture).Replace("MMMM", "MMM", StringComparison.Ordinal);
}
