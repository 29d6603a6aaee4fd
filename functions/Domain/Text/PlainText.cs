using System.Globalization;
using System.Text;

namespace AccessReview.Domain.Text;

/// <summary>What people write: plain text of at most <see cref="MostCharacters"/> characters, NFC, without control or bidi-override characters.</summary>
public static class PlainText
{
    public const int MostCharacters = 2000;

    /// <summary>The text as it is kept, or null where nothing is left; line breaks and tabs stay.</summary>
    public static string? Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;

        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // Lone surrogates arrive here as U+FFFD, so Normalize cannot throw.
            if (rune.Value is '\n' or '\t' || !IsUnwanted(rune))
                kept.Append(rune);
        }

        var cleaned = kept.ToString().Normalize(NormalizationForm.FormC).Trim();
        return cleaned.Length == 0 ? null : cleaned;
    }

    public static bool IsTooLong(string? cleaned) => cleaned?.Length > MostCharacters;

    // Bidi overrides and isolates let a text show other words than it holds (CVE-2021-42574).
    private static bool IsUnwanted(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control
        || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0x061C or 0xFEFF;
}
