using System.Globalization;
using System.Text;

namespace AccessReview.Domain.Text;

/// <summary>
/// Text that people write, and names: plain text in NFC, at most <see cref="MaxCharacters"/> characters, without invisible
/// characters. It is cleaned, not refused. For identifiers and addresses see <see cref="ExactText"/>.
/// </summary>
public static class PlainText
{
    public const int MaxCharacters = 2000;

    /// <summary>The cleaned text; null: nothing visible is left. Line breaks and tabs stay.</summary>
    public static string? Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (text.All(character => character is (>= ' ' and <= '~') or '\n' or '\t'))
            return text.Trim();

        var runes = Visible(text);
        var kept = new StringBuilder(text.Length);
        var before = default(Rune);
        for (var index = 0; index < runes.Count; index++)
        {
            var rune = runes[index];
            if (IsJoining(rune) && !Unseen.IsNeeded(rune, before, index + 1 < runes.Count ? runes[index + 1] : default))
                continue;
            kept.Append(rune);
            before = rune;
        }

        var cleaned = kept.ToString().Normalize(NormalizationForm.FormC).Trim();
        return cleaned.EnumerateRunes().Any(IsRead) ? cleaned : null;
    }

    /// <summary>The cleaned text on one line with single spaces: for names and search. Null: nothing visible is left.</summary>
    public static string? CleanLine(string? text) =>
        Clean(text) is { } cleaned ? string.Join(' ', cleaned.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)) : null;

    public static bool IsTooLong(string? cleaned) => cleaned?.Length > MaxCharacters;

    /// <summary>All visible characters. Joiners and selectors stay until their neighbours are known.</summary>
    private static List<Rune> Visible(string text)
    {
        var runes = new List<Rune>(text.Length);
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
        {
            // Lone surrogates arrive here as U+FFFD, so Normalize cannot throw.
            if (Unseen.IsLineBreak(rune))
                runes.Add(new Rune('\n'));
            else if (Unseen.IsOddBlank(rune))
                runes.Add(new Rune(' '));
            else if (rune.Value == '\t' || IsJoining(rune) || !Unseen.IsHidden(rune))
                runes.Add(rune);
        }

        return runes;
    }

    private static bool IsJoining(Rune rune) => Unseen.IsJoiner(rune) || Unseen.IsSelector(rune);

    // A combining mark without a base character is not readable.
    private static bool IsRead(Rune rune) =>
        !Rune.IsWhiteSpace(rune) && !IsJoining(rune) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark);
}
