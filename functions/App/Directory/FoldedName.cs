using System.Globalization;
using System.Text;

namespace AccessReview.App.Directory;

/// <summary>Names as they are searched: without case, accents and punctuation, so that "muller" finds "Jörg Müller".</summary>
internal static class FoldedName
{
    private const int MaxWords = 8;
    private const int LongestTail = 60;

    /// <summary>Words parted by one blank; empty when nothing can be searched.</summary>
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

    /// <summary>What an index row is written for: the name from each of its words on, so that "ann sil" finds "Maria Ann Silva".</summary>
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

    /// <summary>Does every word of <paramref name="search"/> begin a word of <paramref name="folded"/>?</summary>
    public static bool Matches(string folded, string search) =>
        search.Split(' ').All(word => folded.StartsWith(word, StringComparison.Ordinal) || folded.Contains($" {word}", StringComparison.Ordinal));

    // Letters that no normalization takes apart but people type without their stroke.
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
