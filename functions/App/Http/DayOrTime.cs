using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using AccessReview.App.Text;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Http;

/// <summary>An end date as programs send it: a day, which is included to its end, or a time with its offset.</summary>
[JsonConverter(typeof(Converter))]
public readonly record struct DayOrTime(DateOnly? Day, DateTimeOffset? Time)
{
    private static readonly string[] Times = ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    /// <param name="zone">The time zone of the day; IANA name.</param>
    public DateTimeOffset? EndIn(string? zone) => Day is { } day ? new LocalTime(zone).EndOf(day) : Time;

    /// <returns>Null if the text is neither a day nor a time.</returns>
    public static DayOrTime? Parse(string? text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return new DayOrTime(day, null);
        return DateTimeOffset.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? new DayOrTime(null, time) : null;
    }

    private sealed class Converter : JsonConverter<DayOrTime>
    {
        public override DayOrTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Parse(reader.GetString()) is { } read
                ? read
                : throw Problems.BadRequest(Say($"Write a day as 2026-12-31, or a time with its offset as 2026-12-31T18:00:00Z."), "bad_date");

        public override void Write(Utf8JsonWriter writer, DayOrTime value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? value.Time?.ToString("O", CultureInfo.InvariantCulture));
    }
}
