using System.Text.RegularExpressions;

namespace AccessReview.App.Telemetry;

/// <summary>Takes out of any text the secrets that travel in paths: signed links, sign-in links, and where Slack takes an answer.</summary>
internal static partial class Redaction
{
    public static string Of(string text) => Secret().Replace(text, "$1$3…");

    public static bool Concerns(string text) => Secret().IsMatch(text);

    [GeneratedRegex(@"(/r/|/sign-in/)[^/?#\s""'<>]+(\?[^\s""'<>]*)?|(?<=//hooks\.slack\.com)(/)[^\s""'<>]+", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}
