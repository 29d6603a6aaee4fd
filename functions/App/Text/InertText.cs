using System.Text.RegularExpressions;

namespace AccessReview.App.Text;

/// <summary>
/// Prevents text that a user wrote from becoming a link: mail programs make links of what looks like a URL, in HTML and in plain text.
/// It inserts an invisible word joiner where a URL needs its dot, colon or at sign, so the text looks the same.
/// </summary>
public static partial class InertText
{
    private const char WordJoiner = '\u2060';

    public static string Of(string text) => Joint().Replace(text, match => $"{match.Value}{WordJoiner}");

    [GeneratedRegex(@"(?<=[\p{L}\p{N}_\-])(?:\.(?=\p{L}{2})|@(?=[\p{L}\p{N}])|:(?=//)|:(?=[\p{L}\p{N}]+@))|(?i:(?<=\b(?:javascript|mailto|tel|data)):)", RegexOptions.CultureInvariant)]
    private static partial Regex Joint();
}
