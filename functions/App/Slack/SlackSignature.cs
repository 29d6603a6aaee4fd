using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AccessReview.App.Slack;

/// <summary>
/// Slack signs what it sends: HMAC-SHA256 over "v0:time:body", the body as its bytes came
/// (https://docs.slack.dev/authentication/verifying-requests-from-slack).
/// </summary>
public static class SlackSignature
{
    /// <summary>So far from ours may the time be that was signed, in the past as well as in the future.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const string Version = "v0=";
    private const int HexDigits = 64;

    /// <param name="secrets">Any of them may have signed.</param>
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
        // All are tried, whichever holds: how long it takes tells nothing of which.
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
