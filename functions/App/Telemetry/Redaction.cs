using System.Text.RegularExpressions;

namespace AccessReview.App.Telemetry;

/// <summary>Removes secrets in URL paths from any text: signed links, sign-in links, and Slack's response URLs.</summary>
internal static partial class Redaction
{
    public static string Of(string text) => Secret().Replace(text, "$1$3…");

    public static bool Concerns(string text) => Secret().IsMatch(text);

    [GeneratedRegex(@"(/r/|/sign-in/)[^/?#\s""'<>]+(\?[^\s""'<>]*)?|(?<=//hooks\.slack\.com)(/)[^\s""'<>]+", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}
