using System.Text.RegularExpressions;
using MimeKit.Text;

namespace AccessReview.Emulator.Email;

/// <summary>Finds the web links in a mail.</summary>
internal static partial class MailLinks
{
    public static IReadOnlyList<string> In(string? text, string? html) =>
        [.. FromHtml(html ?? string.Empty).Concat(FromText(text ?? string.Empty)).Where(IsWeb).Distinct()];

    private static IEnumerable<string> FromHtml(string html)
    {
        var tokens = new HtmlTokenizer(new StringReader(html)) { DecodeCharacterReferences = true };
        while (tokens.ReadNextToken(out var token))
        {
            if (token is not HtmlTagToken { IsEndTag: false, Id: HtmlTagId.A } anchor)
                continue;
            foreach (var attribute in anchor.Attributes.Where(attribute => attribute.Id == HtmlAttributeId.Href))
                yield return attribute.Value ?? string.Empty;
        }
    }

    private static IEnumerable<string> FromText(string text) => TextLink.Matches(text).Select(match => match.Value.TrimEnd('.', ',', ')', '>'));

    private static bool IsWeb(string link) => Uri.TryCreate(link, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https");

    [GeneratedRegex(@"https?://[^\s<>""]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TextLink { get; }
}
