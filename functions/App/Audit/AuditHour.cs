using System.Globalization;

namespace AccessReview.App.Audit;

/// <summary>An hour of the clock (UTC), as in the names of digests and rows: <c>2026112514</c>.</summary>
public static class AuditHour
{
    private const string Format = "yyyyMMddHH";

    public static string Of(DateTimeOffset at) => at.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public static string After(string hour) => Of(Begin(hour).AddHours(1));

    public static bool IsOne(string? text) => DateTimeOffset.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    public static DateTimeOffset Begin(string hour) =>
        DateTimeOffset.ParseExact(hour, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
