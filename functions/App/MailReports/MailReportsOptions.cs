using AccessReview.App.Keys;

namespace AccessReview.App.MailReports;

/// <summary>Settings <c>MailReports:*</c>: who may deliver reports about sent mails. Without any of them reports are off.</summary>
public sealed record MailReportsOptions
{
    public const string Section = "MailReports";

    private const int ShortestKey = 32;

    /// <summary>The application id whose access tokens are accepted, which is Event Grid's; for Azure.</summary>
    public string? ClientId { get; init; }

    /// <summary>A secret that the sender repeats in a header; for one machine.</summary>
    public string? Key { get; init; }

    /// <summary>The previous secret, which is also valid while it is being replaced.</summary>
    public string? PreviousKey { get; init; }

    public bool IsEnabled => !string.IsNullOrEmpty(ClientId) || Keys.Any();

    internal IEnumerable<string> Keys => new[] { Key, PreviousKey }.OfType<string>().Where(key => key.Length >= ShortestKey);

    /// <summary>Returns what is wrong with the settings, or null.</summary>
    internal string? Fault()
    {
        if (Key is { Length: > 0 and < ShortestKey } || PreviousKey is { Length: > 0 and < ShortestKey })
            return $"MailReports:Key and MailReports:PreviousKey must have at least {ShortestKey} characters.";
        return Keys.Any(KeyStrength.IsWeak) ? "MailReports:Key or MailReports:PreviousKey is a placeholder or a repeated pattern. Use 32 random bytes." : null;
    }
}
