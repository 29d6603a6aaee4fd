using System.Globalization;
using System.Text;

namespace AccessReview.Domain.Text;

/// <summary>
/// What people write and what things are called: plain text in NFC, at most <see cref="MaxCharacters"/> characters, without
/// characters that show nothing. It is cleaned, not refused: for identifiers and addresses see <see cref="ExactText"/>.
/// </summary>
public static class PlainText
{
    public const int MaxCharacters = 2000;

    /// <summary>The text as it is kept, or null where nothing is left that can be read; line breaks and tabs stay.</summary>
    public static string? Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (text.All(character => character is (>= ' ' and <= '~') or '\n' or '\t'))
            return text.Trim();

        var runes = Visible(text);
        var kept = new StringBuilder(text.Length);
        var before = default(Rune);
        for (var place = 0; place < runes.Count; place++)
        {
            var rune = runes[place];
            if (IsJoining(rune) && !Unseen.IsNeeded(rune, before, place + 1 < runes.Count ? runes[place + 1] : default))
                continue;
            kept.Append(rune);
            before = rune;
        }

        var cleaned = kept.ToString().Normalize(NormalizationForm.FormC).Trim();
        return cleaned.EnumerateRunes().Any(IsRead) ? cleaned : null;
    }

    /// <summary>The same on one line, with one blank between words: for names and for what is searched.</summary>
    public static string? CleanLine(string? text) =>
        Clean(text) is { } cleaned ? string.Join(' ', cleaned.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)) : null;

    public static bool IsTooLong(string? cleaned) => cleaned?.Length > MaxCharacters;

    /// <summary>All but what shows nothing; joiners and selectors are judged once their neighbours are known.</summary>
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

    // A mark alone, with nothing to stand on, says nothing.
    private static bool IsRead(Rune rune) =>
        !Rune.IsWhiteSpace(rune) && !IsJoining(rune) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark);
}
