using System.Globalization;

namespace AccessReview.Emulator.Tables;

/// <summary>An entity's ETag is its timestamp, to 100 ns; the store never uses the same one twice.</summary>
internal static class EntityTag
{
    public static string Of(long stamp) => $"W/\"datetime'{Uri.EscapeDataString(Time(stamp))}'\"";

    public static string Time(long stamp) =>
        new DateTime(stamp, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
