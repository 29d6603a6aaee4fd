using System.Text.RegularExpressions;

namespace AccessReview.App.Tests.Wording;

/// <summary>
/// Finds English where somebody reads another language. Names and what people wrote have no language and are taken out
/// first: what is known to be data, what stands as a quotation, in a field or as code, and what is marked as English.
/// </summary>
public static partial class EnglishWords
{
    /// <summary>Elements whose texts are in no language.</summary>
    public const string NoLanguage = "script, style, code, kbd, textarea, .quote, [lang=en], [translate=no]";

    /// <summary>Attributes that people hear or see.</summary>
    public static readonly IReadOnlyList<string> SaidByAttributes = ["aria-label", "aria-description", "placeholder", "title", "alt", "data-label", "data-one", "data-many"];

    /// <returns>Every text with an English word in it.</returns>
    /// <param name="texts">What a page or a mail says.</param>
    /// <param name="data">Names and the like that may be in it.</param>
    public static IReadOnlyList<string> In(IEnumerable<string> texts, IEnumerable<string> data)
    {
        var known = data.Where(value => value.Length > 0).Distinct().OrderByDescending(value => value.Length).ToList();
        return [.. texts.Select(text => text.Trim()).Where(text => English().IsMatch(known.Aggregate(text, (left, value) => left.Replace(value, "·", StringComparison.Ordinal)))).Distinct()];
    }

    // Function words, and words of ours; none that German has as well, such as "was", "in" or "will".
    [GeneratedRegex(
        @"\b(?:the|and|or|is|are|were|be|been|you|your|they|them|their|he|his|she|of|to|by|at|on|for|from|with|without|as|if|then|this|that|these|those|not|no|who|what|when|where|which|why|how|has|have|had|does|did|can|may|must|should|nobody|somebody|nothing|it|its|each|any|all|other|others|only|before|after|until|since|never|task|tasks|access|reason|decision|decide|decided|search|show|request|requests|requested|review|reviews|due|risk|step|owner|owners|people|comment|sign|page|next|back|open|close|closed|reassign|remind|cancel|select|selected|completed|waiting)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex English();
}
