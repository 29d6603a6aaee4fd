using System.Globalization;
using AccessReview.App.Http;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Text;

namespace AccessReview.App.Imports;

/// <summary>Cells with a format: yes/no, times, choices and lists.</summary>
internal sealed partial class LineReader
{
    private const string Day = "yyyy-MM-dd";

    private static readonly string[] Yes = ["true", "t", "yes", "y", "1", "on", "active", "activated", "enabled", "wahr", "ja", "j", "ein", "an", "aktiv", "aktiviert"];
    private static readonly string[] No = ["false", "f", "no", "n", "0", "off", "inactive", "deactivated", "disabled", "falsch", "nein", "aus", "inaktiv", "deaktiviert"];

    // RFC 3339 allows a blank instead of the T, as databases and spreadsheets write it.
    private static readonly string[] Times = [.. from between in new[] { "'T'", "' '" } from time in new[] { "HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF" } select $"yyyy-MM-dd{between}{time}"];
    private static readonly string[] OffsetTimes = [.. Times.Select(time => time + "K")];

    /// <summary>Reads yes or no in English or German; null: neither.</summary>
    public bool? YesOrNo(string column) => Said(column) switch
    {
        { } text when Yes.Contains(text.Trim(), StringComparer.OrdinalIgnoreCase) => true,
        { } text when No.Contains(text.Trim(), StringComparer.OrdinalIgnoreCase) => false,
        _ => null,
    };

    /// <summary>True if the user is active. An unreadable value is reported as urgent.</summary>
    public bool Active(string column, bool before)
    {
        if (Said(column) is not { } text)
            return before;
        if (YesOrNo(column) is { } said)
            return said;
        RefuseUrgently(Remark.Say($"{column} is \"{Remark.Shown(text)}\". Write true or false. Also accepted: yes, no, wahr, falsch, ja, nein, 1, 0, aktiv and inaktiv."));
        return before;
    }

    /// <summary>Reads yes or no of a property that protects. An unreadable value refuses the line.</summary>
    public bool Flag(string column, bool before)
    {
        if (Said(column) is not { } text)
            return before;
        if (IsNone(text))
            return false;
        if (YesOrNo(column) is { } said)
            return said;
        Refuse(Remark.Say($"{column} is \"{Remark.Shown(text)}\". Write true or false."));
        return before;
    }

    /// <summary>Reads a day without a time.</summary>
    public DateOnly? Date(string column, DateOnly? before)
    {
        if (Said(column) is not { } text)
            return before;
        if (IsNone(text))
            return null;
        if (DateOnly.TryParseExact(text.Trim(), [Day, .. forms.Formats()], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        Omit(Remark.Say($"{column} is \"{Remark.Shown(text)}\". Write a day as {string.Join(", ", ["2026-11-23", .. forms.Formats()])}."));
        return before;
    }

    /// <param name="zone">The time zone of days, and of times without an offset.</param>
    /// <param name="isEnd">A day without a time means the end of the day.</param>
    public DateTimeOffset? Time(string column, DateTimeOffset? before, string zone, bool isEnd)
    {
        if (Said(column) is not { } text)
            return before;
        if (IsNone(text))
            return null;
        if (DateOnly.TryParseExact(text.Trim(), [Day, .. forms.Formats()], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return isEnd ? WholeDay.EndOf(day, ZoneOf(zone)) : WholeDay.StartOf(day, ZoneOf(zone));
        if (DateTime.TryParseExact(text.Trim(), Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock))
            return WholeDay.At(clock, ZoneOf(zone), isEarliest: isEnd).ToUniversalTime();
        if (DateTimeOffset.TryParseExact(text.Trim(), OffsetTimes, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time))
            return time;
        var accepted = string.Join(", ", [.. forms.Formats(), "2026-11-23T09:00", "2026-11-23T09:00:00Z"]);
        Refuse(Remark.Say($"{column} is \"{Remark.Shown(text)}\". Write a day as 2026-11-23, or {accepted}."));
        return before;
    }

    public T Choice<T>(string column, T before)
        where T : struct, Enum
    {
        if (Said(column) is not { } text)
            return before;
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString(), text.Trim(), StringComparison.OrdinalIgnoreCase))
                return value;
        }

        Refuse(Remark.Say($"{column} is \"{Remark.Shown(text)}\". Write one of {string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()))}."));
        return before;
    }

    /// <summary>Texts separated by semicolons. Empty: the list is to be emptied; null: no value.</summary>
    public IReadOnlyList<string>? List(string column)
    {
        if (Said(column)?.Split(';').Select(ExactText.Normalize).Where(item => item.Length > 0).ToList() is not { Count: > 0 } items)
            return null;
        if (items is [var only] && IsNone(only))
            return [];
        if (items.Count > MaxOwners)
            Refuse(Remark.Say($"{column} has more than {MaxOwners}."));
        return [.. items.Distinct(StringComparer.Ordinal)];
    }

    private static TimeZoneInfo ZoneOf(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
}
