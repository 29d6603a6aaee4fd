using System.Globalization;
using System.Text;

namespace AccessReview.Domain.Text;

/// <summary>
/// Identifiers and addresses, which are compared character by character. Two that look the same must be the same, so an
/// invisible character is refused with its code point. Removing it could turn one identifier into another.
/// </summary>
public static class ExactText
{
    /// <summary>The text in NFC and trimmed; empty if there is none.</summary>
    public static string Normalize(string? text)
    {
        var trimmed = text?.Trim() ?? "";
        return Ascii.IsValid(trimmed) ? trimmed : string.Concat(trimmed.EnumerateRunes()).Normalize(NormalizationForm.FormC).Trim();
    }

    /// <summary>
    /// The first invisible or ambiguous character of a normalized text, as <c>U+200B</c>; null: there is none. Allowed are
    /// plain spaces, a joiner inside a word of a script that needs it, and a joiner between two emoji.
    /// </summary>
    public static string? UnseenIn(string normalized)
    {
        ArgumentNullException.ThrowIfNull(normalized);
        if (normalized.All(character => character is >= ' ' and <= '~'))
            return null;

        var runes = normalized.EnumerateRunes().ToList();
        for (var index = 0; index < runes.Count; index++)
        {
            if (IsUnwanted(runes[index]) && !Joins(runes, index))
                return CodePointOf(runes[index]);
        }

        return null;
    }

    /// <summary>A key that is equal for two texts that differ only in case.</summary>
    public static string WithoutCase(string normalized)
    {
        ArgumentNullException.ThrowIfNull(normalized);
        return normalized.ToUpperInvariant().ToLowerInvariant();
    }

    private static bool IsUnwanted(Rune rune) =>
        Unseen.IsHidden(rune) || Unseen.IsOddBlank(rune) || Unseen.IsLineBreak(rune) || rune == Rune.ReplacementChar
        || Rune.GetUnicodeCategory(rune) == UnicodeCategory.PrivateUse;

    // Inside a word, or between two emoji that are drawn as one.
    private static bool Joins(List<Rune> runes, int index) =>
        Unseen.IsJoiner(runes[index]) && index > 0 && index < runes.Count - 1
        && ((Unseen.NeedsJoiner(runes[index - 1]) && Unseen.NeedsJoiner(runes[index + 1])) || Unseen.JoinsPictures(runes[index], runes[index - 1], runes[index + 1]));

    private static string CodePointOf(Rune rune) => string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");
}
