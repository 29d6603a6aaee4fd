using System.Text.RegularExpressions;

namespace AccessReview.App.Slack;

/// <summary>Converts between plain text and Slack's markup.</summary>
public static partial class SlackText
{
    /// <summary>
    /// Escapes Slack's three control characters for markup, so that a text contains no mention, link or &lt;!channel&gt;
    /// (https://docs.slack.dev/messaging/formatting-message-text#escaping).
    /// </summary>
    public static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>Converts Slack's markup to the text that the user typed.</summary>
    public static string Read(string markup) => Marked().Replace(markup, Plain)
        .Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);

    public static string Cut(string text, int max)
    {
        if (text.Length <= max)
            return text;
        // Do not cut through a surrogate pair.
        var end = char.IsHighSurrogate(text[max - 2]) ? max - 2 : max - 1;
        return $"{text[..end]}…";
    }

    // <https://example.org|example.org>, <@U123>, <#C123|general>, <!here>: uses the label if there is one.
    private static string Plain(Match marked) =>
        marked.Groups["label"] is { Success: true, Length: > 0 } label ? label.Value : marked.Groups["target"].Value;

    [GeneratedRegex("<(?<target>[^<>|]*)(?:\\|(?<label>[^<>]*))?>", RegexOptions.CultureInvariant)]
    private static partial Regex Marked();
}
