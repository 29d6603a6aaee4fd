using System.Globalization;
using System.Net.Mail;
using AccessReview.Domain.Text;

namespace AccessReview.App.Directory.Imports;

/// <summary>
/// Reads the values of one line and gathers what is wrong with it. A column that is not there changes nothing; one that
/// is there and empty takes its value away.
/// </summary>
internal sealed class LineReader(ImportedLine line)
{
    public const int LongestIdentifier = 200;
    private const string IdentifierRule = "it has 1 to 200 characters, none of them invisible, no %2F, and more than dots.";
    private const int LongestName = 200;
    private const int LongestAddress = 254;
    private const int MostOwners = 100;

    private static readonly string[] Times = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private readonly List<string> _problems = [];

    /// <summary>The line cannot be imported at all.</summary>
    public bool IsRefused { get; private set; }

    public string? Problem =>
        _problems.Count == 0 ? null : $"{string.Join(' ', _problems)} {(IsRefused ? "The line was not imported." : "The rest of the line was imported.")}";

    /// <summary>Part of the line is left out.</summary>
    public void Complain(string problem) => _problems.Add(problem);

    /// <summary>The whole line is left out.</summary>
    public void Refuse(string problem)
    {
        Complain(problem);
        IsRefused = true;
    }

    /// <summary>A usable identifier, or null when there is none; what is there and cannot be one is complained about.</summary>
    public string? Identifier(string column)
    {
        if (Raw(column) is not { Length: > 0 } text)
            return null;
        if (IsIdentifier(text))
            return text;
        Complain($"{column} is no identifier: {IdentifierRule}");
        return null;
    }

    /// <summary>An identifier without which the line says nothing.</summary>
    public string Required(string column)
    {
        if (Raw(column) is not { Length: > 0 } text)
            Refuse($"{column} is empty.");
        else if (IsIdentifier(text))
            return text;
        else
            Refuse($"{column} is no identifier: {IdentifierRule}");
        return "";
    }

    public string Name(string column)
    {
        var name = Text(column, LongestName, "");
        if (name.Length == 0)
            Refuse($"{column} is empty.");
        return name;
    }

    public string Text(string column, int longest, string otherwise)
    {
        if (Raw(column) is not { } raw)
            return otherwise;
        var text = (PlainText.Clean(raw) ?? "").ReplaceLineEndings(" ");
        if (text.Length <= longest)
            return text;
        Complain($"{column} is longer than {longest} characters.");
        return otherwise;
    }

    public string Email(string column)
    {
        var text = Raw(column) ?? "";
        if (text.Length is 0 or > LongestAddress || text.Any(char.IsControl) || !MailAddress.TryCreate(text, out var address) || address.Address != text)
            Refuse($"{column} is no mail address.");
        return text;
    }

    public bool Switch(string column, bool otherwise)
    {
        if (Raw(column) is not { Length: > 0 } text)
            return otherwise;
        if (bool.TryParse(text, out var value))
            return value;
        Complain($"{column} is true or false.");
        return otherwise;
    }

    public DateTimeOffset? Time(string column, DateTimeOffset? otherwise)
    {
        if (Raw(column) is not { } text)
            return otherwise;
        if (text.Length == 0)
            return null;
        if (DateTimeOffset.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            return time;
        Complain($"{column} is no time: write 2026-11-23 or 2026-11-23T09:00:00Z.");
        return otherwise;
    }

    public T Choice<T>(string column, T otherwise)
        where T : struct, Enum
    {
        if (Raw(column) is not { Length: > 0 } text)
            return otherwise;
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        Complain($"{column} is one of {string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()))}.");
        return otherwise;
    }

    /// <summary>Texts parted by semicolons; null when the column is not there.</summary>
    public IReadOnlyList<string>? List(string column)
    {
        if (Raw(column)?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is not { } items)
            return null;
        if (items.Length <= MostOwners)
            return [.. items.Distinct(StringComparer.Ordinal)];
        Complain($"{column} names more than {MostOwners}; the first {MostOwners} were taken.");
        return [.. items.Distinct(StringComparer.Ordinal).Take(MostOwners)];
    }

    public string? Raw(string column) => line.Values.GetValueOrDefault(column);

    // . and ..: no address can name them, browsers take them for steps. %2F: the web server leaves it as it is in a path, where it stands for a slash; nothing else may look the same.
    internal static bool IsIdentifier(string text) =>
        text.Length is > 0 and <= LongestIdentifier
        && PlainText.Clean(text) == text
        && text is not ("." or "..")
        && !text.Any(character => character is '\n' or '\t' or '\uFFFD')
        && !text.Contains("%2F", StringComparison.OrdinalIgnoreCase);
}
