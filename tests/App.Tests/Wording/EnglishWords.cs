using System.Text.RegularExpressions;

namespace AccessReview.App.Tests.Wording;

/// <summary>
/// Finds English in pages and mails of another language. Names and text from people have no language and are removed
/// first: known data, quotations, field values, code, and text marked as English.
/// </summary>
public static partial class EnglishWords
{
    /// <summary>Elements whose texts have no language.</summary>
    public const string NoLanguage = "script, style, code, kbd, textarea, .quote, [lang=en], [translate=no]";

    /// <summary>Attributes with text that people see or hear.</summary>
    public static readonly IReadOnlyList<string> SaidByAttributes = ["aria-label", "aria-description", "placeholder", "title", "alt", "data-label", "data-one", "data-many"];

    /// <returns>Every text with an English word in it.</returns>
    /// <param name="texts">The texts of a page or mail.</param>
    /// <param name="data">Names and the like that may be in it.</param>
    public static IReadOnlyList<string> In(IEnumerable<string> texts, IEnumerable<string> data)
    {
        var known = data.Where(value => value.Length > 0).Distinct().OrderByDescending(value => value.Length).ToList();
        return [.. texts.Select(text => text.Trim()).Where(text => English().IsMatch(known.Aggregate(text, (left, value) => left.Replace(value, "·", StringComparison.Ordinal)))).Distinct()];
    }

    // Function words and words of this app, except words that German has too, such as "was", "in" or "will".
    [GeneratedRegex(
        @"\b(?:the|and|or|is|are|were|be|been|you|your|they|them|their|he|his|she|of|to|by|at|on|for|from|with|without|as|if|then|this|that|these|those|not|no|who|what|when|where|which|why|how|has|have|had|does|did|can|may|must|should|nobody|somebody|nothing|it|its|each|any|all|other|others|only|before|after|until|since|never|task|tasks|access|reason|decision|decide|decided|search|show|request|requests|requested|review|reviews|due|risk|step|owner|owners|people|comment|sign|page|next|back|open|close|closed|reassign|remind|cancel|select|selected|completed|waiting)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex English();
}
