using System.Globalization;

namespace AccessReview.Emulator.Tables;

/// <summary>Edm values as text: read strictly and written in one format.</summary>
internal static class EdmText
{
    /// <summary>Azure's earliest time; earlier ones are refused.</summary>
    private static readonly DateTime Earliest = new(1601, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static long ParseInt64(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Malformed(text);

    public static double ParseDouble(string? text) => text switch
    {
        "NaN" => double.NaN,
        "INF" or "Infinity" => double.PositiveInfinity,
        "-INF" or "-Infinity" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Malformed(text),
    };

    public static DateTime ParseDateTime(string? text)
    {
        const DateTimeStyles asUtc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, asUtc, out var moment))
            throw Malformed(text);
        return moment >= Earliest ? moment : throw TableFaults.OutOfRangeInput();
    }

    public static string Write(DateTime moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>A real number keeps a point or an exponent, because otherwise it is read as an integer.</summary>
    public static string Write(double number)
    {
        if (double.IsInfinity(number))
            return number > 0 ? "Infinity" : "-Infinity";
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return double.IsNaN(number) || text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    private static TableFault Malformed(string? text) => TableFaults.InvalidInput($"The value '{text}' is not well formed.");
}
