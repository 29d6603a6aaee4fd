using AccessReview.App.Keys;

namespace AccessReview.App.Slack;

/// <summary>Settings <c>Slack:*</c>. Without a bot token Slack is off.</summary>
public sealed record SlackOptions
{
    public const string Section = "Slack";

    /// <summary>Slack's secrets have 32 characters. A short one could be guessed; with an empty one anybody could sign.</summary>
    private const int ShortestSecret = 32;

    /// <summary>The token of the app's bot in its workspace: <c>xoxb-…</c>.</summary>
    public string? BotToken { get; init; }

    /// <summary>Verifies the signatures of Slack's requests.</summary>
    public string? SigningSecret { get; init; }

    /// <summary>The previous signing secret, which is also valid while it is being replaced.</summary>
    public string? PreviousSigningSecret { get; init; }

    /// <summary>The accepted workspace: <c>T…</c>.</summary>
    public string? TeamId { get; init; }

    /// <summary>The URL of Slack's Web API; ends with a slash.</summary>
    public Uri ApiAddress { get; init; } = new("https://slack.com/api/");

    public bool IsEnabled => !string.IsNullOrEmpty(BotToken);

    internal IEnumerable<string> Secrets => new[] { SigningSecret, PreviousSigningSecret }.OfType<string>().Where(secret => secret.Length >= ShortestSecret);

    /// <summary>Returns what is wrong with the settings, or null.</summary>
    internal string? Fault()
    {
        if (!IsEnabled)
            return string.IsNullOrEmpty(SigningSecret) && string.IsNullOrEmpty(TeamId) ? null : "Slack:BotToken is missing, though Slack:SigningSecret or Slack:TeamId is set.";
        if (!BotToken!.StartsWith("xoxb-", StringComparison.Ordinal)) // IsEnabled: there is one.
            return "Slack:BotToken must be a bot token that starts with xoxb-.";
        if (SigningSecret is not { Length: >= ShortestSecret } || PreviousSigningSecret is { Length: > 0 and < ShortestSecret })
            return $"Slack:SigningSecret, and Slack:PreviousSigningSecret if set, must have at least {ShortestSecret} characters.";
        if (Secrets.Any(KeyStrength.IsWeak))
        {
            return "Slack:SigningSecret or Slack:PreviousSigningSecret is a placeholder or a repeated pattern."
                + " Copy it from the app's page at Slack.";
        }

        if (TeamId is not ['T' or 'E', ..])
            return "Slack:TeamId must be the workspace's id: T and letters.";
        return ApiAddress is { IsAbsoluteUri: true } address && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback) && address.AbsolutePath.EndsWith('/')
            ? null
            : "Slack:ApiAddress must be an https address that ends with a slash.";
    }
}
