using System.Globalization;
using System.Text;

namespace AccessReview.App.Directory;

/// <summary>Names for search: without case, accents and punctuation, so that "muller" finds "Jörg Müller".</summary>
internal static class FoldedName
{
    private const int MaxWords = 8;
    private const int LongestTail = 60;

    /// <summary>Returns words separated by one blank; empty if nothing is searchable.</summary>
    public static string Fold(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var rune in name.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
                continue;
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpacingCombiningMark)
                folded.Append(Unaccented(Rune.ToLowerInvariant(rune)));
            else if (folded.Length > 0 && folded[^1] != ' ')
                folded.Append(' ');
        }

        return folded.ToString().TrimEnd();
    }

    /// <summary>Returns the name from each of its words on, one index row each, so that "ann sil" finds "Maria Ann Silva".</summary>
    public static IEnumerable<string> Tails(string folded)
    {
        var start = 0;
        for (var word = 0; word < MaxWords && start < folded.Length; word++)
        {
            yield return folded[start..Math.Min(folded.Length, start + LongestTail)];
            var blank = folded.IndexOf(' ', start);
            start = blank < 0 ? folded.Length : blank + 1;
        }
    }

    /// <summary>True if every word of <paramref name="search"/> starts a word of <paramref name="folded"/>.</summary>
    public static bool Matches(string folded, string search) =>
        search.Split(' ').All(word => folded.StartsWith(word, StringComparison.Ordinal) || folded.Contains($" {word}", StringComparison.Ordinal));

    // Letters with a stroke, which Unicode normalization does not decompose.
    private static string Unaccented(Rune lower) => lower.Value switch
    {
        'ß' => "ss",
        'ø' => "o",
        'đ' or 'ð' => "d",
        'ł' => "l",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ı' => "i",
        'ħ' => "h",
        _ => lower.ToString(),
    };
}
