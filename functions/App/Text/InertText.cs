using System.Text.RegularExpressions;

namespace AccessReview.App.Text;

/// <summary>
/// Lets nothing that somebody wrote become a link: mail programs turn what looks like an address into one, in HTML and in
/// plain text. An invisible word joiner where an address needs its dot, colon or at sign keeps the words as they look.
/// </summary>
public static partial class InertText
{
    private const char WordJoiner = '\u2060';

    public static string Of(string text) => Joint().Replace(text, match => $"{match.Value}{WordJoiner}");

    [GeneratedRegex(@"(?<=[\p{L}\p{N}_\-])(?:\.(?=\p{L}{2})|@(?=[\p{L}\p{N}])|:(?=//)|:(?=[\p{L}\p{N}]+@))|(?i:(?<=\b(?:javascript|mailto|tel|data)):)", RegexOptions.CultureInvariant)]
    private static partial Regex Joint();
}
