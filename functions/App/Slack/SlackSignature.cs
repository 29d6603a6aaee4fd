using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AccessReview.App.Slack;

/// <summary>
/// Verifies Slack's signatures: HMAC-SHA256 over "v0:time:body", with the body's bytes as received
/// (https://docs.slack.dev/authentication/verifying-requests-from-slack).
/// </summary>
public static class SlackSignature
{
    /// <summary>The maximum difference between the signed time and ours, in the past and in the future.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const string Version = "v0=";
    private const int HexDigits = 64;

    /// <param name="secrets">The valid signing secrets; one of them must match.</param>
    /// <param name="time">The header X-Slack-Request-Timestamp: whole seconds since 1970.</param>
    /// <param name="signature">The header X-Slack-Signature.</param>
    public static bool Holds(IEnumerable<string> secrets, string? time, string? signature, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (time is not { Length: <= 12 } || !long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return false;
        if (Math.Abs(now.ToUnixTimeSeconds() - seconds) > Tolerance.TotalSeconds)
            return false;
        if (signature is not { Length: 67 } || !signature.StartsWith(Version, StringComparison.Ordinal))
            return false;

        Span<byte> sent = stackalloc byte[HexDigits / 2];
        if (Convert.FromHexString(signature.AsSpan(Version.Length), sent, out _, out _) != System.Buffers.OperationStatus.Done)
            return false;
        // All secrets are always tried, so that the duration does not show which one matched.
        var holds = false;
        foreach (var secret in secrets)
            holds |= CryptographicOperations.FixedTimeEquals(sent, Sign(secret, time, body));
        return holds;
    }

    public static byte[] Sign(string secret, string time, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        mac.AppendData(Encoding.UTF8.GetBytes($"v0:{time}:"));
        mac.AppendData(body);
        return mac.GetHashAndReset();
    }
}
