using System.Net.Mail;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Text;

namespace AccessReview.App.Imports;

/// <summary>
/// Reads the cells of one line and collects its problems. An empty cell means no value, as if the column did not exist;
/// <see cref="None"/> removes the current value. An unreadable value that could widen access refuses the line;
/// unusable texts, languages and time zones are ignored.
/// </summary>
internal sealed partial class LineReader(ImportedLine line, DirectoryForms forms)
{
    /// <summary>The text that removes a value.</summary>
    public const string None = "(none)";

    public const int LongestIdentifier = 200;
    private const int LongestName = 200;
    private const int LongestAddress = 254;
    private const int MaxOwners = 100;

    private readonly List<Remark> _problems = [];
    private readonly List<Remark> _differences = [];

    public ImportedLine Line => line;

    public DirectoryForms Forms => forms;

    /// <summary>The line is only checked.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>The line cannot be imported.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>The line is imported in part.</summary>
    public bool IsInPart => !IsRefused && _problems.Count > 0;

    /// <summary>The line is refused, and a user may still be active who should not be.</summary>
    public bool IsUrgent { get; private set; }

    /// <summary>The user whom an urgent problem is about; null: none.</summary>
    public UserId? UrgentPerson => IsUrgent && Said("id") is { } id && IsIdentifier(id) ? UserId.From(id) : null;

    public bool HasDifferences => !IsRefused && _differences.Count > 0;

    /// <summary>All remarks about the line.</summary>
    public IReadOnlyList<Remark> Remarks => (IsRefused, _problems.Count) switch
    {
        (true, _) => [.. _problems, Remark.Say($"The line was not imported.")],
        (false, 0) => _differences,
        (false, _) => [.. _problems, IsDryRun ? Remark.Say($"The rest of the line can be imported.") : Remark.Say($"The rest of the line was imported."), .. _differences],
    };

    /// <summary>The remarks in English; null: nothing is wrong.</summary>
    public string? Problem => Remarks.Count == 0 ? null : string.Join(' ', Remarks.Select(remark => remark.InEnglish()));

    /// <summary>Ignores a part of the line.</summary>
    public void Omit(Remark problem) => _problems.Add(problem);

    /// <summary>Refuses the whole line.</summary>
    public void Refuse(Remark problem)
    {
        _problems.Add(problem);
        IsRefused = true;
    }

    public void RefuseUrgently(Remark problem)
    {
        Refuse(problem);
        MarkUrgent();
    }

    public void MarkUrgent() => IsUrgent = true;

    /// <summary>The file differs from a decision in the app; the decision stays.</summary>
    public void Differ(Remark difference) => _differences.Add(difference);

    /// <summary>The cell as it was sent; null: there is no such column.</summary>
    public string? Raw(string column) => line.Values.GetValueOrDefault(column);

    /// <summary>The cell's value; null: no value.</summary>
    public string? Said(string column) => Raw(column) is { } raw && !string.IsNullOrWhiteSpace(raw) ? raw : null;

    public bool IsCleared(string column) => IsNone(Raw(column));

    public static bool IsNone(string? cell) => string.Equals(cell?.Trim(), None, StringComparison.OrdinalIgnoreCase);

    /// <summary>An identifier that a line must have, unless it is already known.</summary>
    public string Required(string column, string? before = null)
    {
        if (Said(column) is not { } text)
            return before ?? Missing(column);
        return IsIdentifier(text) && !IsNone(text) ? text : RefuseIdentifier(column, text);
    }

    /// <summary>An optional identifier.</summary>
    public string? Identifier(string column, string? before)
    {
        if (Said(column) is not { } text)
            return before;
        if (IsNone(text))
            return null;
        return IsIdentifier(text) ? text : RefuseIdentifier(column, text);
    }

    public string Name(string column, string? before)
    {
        var name = Text(column, LongestName, before ?? "");
        return name.Length > 0 ? name : Missing(column);
    }

    public string Text(string column, int longest, string before)
    {
        if (Said(column) is not { } raw)
            return before;
        if (IsNone(raw))
            return "";
        var text = PlainText.CleanLine(raw) ?? "";
        if (text.Contains('\uFFFD', StringComparison.Ordinal))
            Refuse(Remark.Say($"{column} is \"{Remark.Shown(text)}\": letters were lost when the file was saved. Save it as \"CSV UTF-8\"."));
        else if (text.Length > longest)
            Omit(Remark.Say($"{column} is longer than {longest} characters."));
        return text.Length > longest ? before : text;
    }

    /// <summary>A text that may be missing.</summary>
    public string? Optional(string column, int longest, string? before) => Text(column, longest, before ?? "") is { Length: > 0 } text ? text : null;

    public string Email(string column, string? before)
    {
        if (Said(column) is not { } text)
            return before ?? Missing(column);
        if (ExactText.UnseenIn(text) is { } unseen)
            Refuse(Remark.Say($"{column} contains {unseen}, an invisible character. Remove it."));
        else if (text.Length > LongestAddress || text.Contains(' ', StringComparison.Ordinal) || !MailAddress.TryCreate(text, out var address) || address.Address != text)
            Refuse(Remark.Say($"{column} is \"{Remark.Shown(text)}\", which is not an email address."));
        return text;
    }

    // . and .. cannot be part of a URL, because browsers resolve them as path steps.
    // The web server leaves %2F in a path encoded, where it stands for a slash, so no identifier may contain it.
    internal static bool IsIdentifier(string text) =>
        text.Length is > 0 and <= LongestIdentifier
        && ExactText.Normalize(text) == text
        && ExactText.UnseenIn(text) is null
        && text is not ("." or "..")
        && !text.Contains("%2F", StringComparison.OrdinalIgnoreCase);

    private string RefuseIdentifier(string column, string text)
    {
        Refuse(ExactText.UnseenIn(text) is { } unseen
            ? Remark.Say($"{column} contains {unseen}, an invisible character. Remove it.")
            : Remark.Say($"{column} is \"{Remark.Shown(text)}\", which is not a valid id. Use 1 to 200 visible characters, not %2F and not only dots."));
        return "";
    }

    private string Missing(string column)
    {
        Refuse(Remark.Say($"{column} is empty."));
        return "";
    }
}
