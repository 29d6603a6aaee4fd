using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace AccessReview.App.SignIn;

/// <summary>Random secrets that people carry, and their hashes that we keep. 256 random bits need no salt and no slow hash.</summary>
internal static class SecretHash
{
    private const int Bytes = 32;

    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>False: it is no secret of ours, whatever it is.</summary>
    public static bool TryHash(string? secret, [NotNullWhen(true)] out string? hash)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        hash = secret is { Length: 43 } && Base64Url.TryDecodeFromChars(secret, bytes, out var count) && count == Bytes && Base64Url.EncodeToString(bytes) == secret
            ? Convert.ToHexStringLower(SHA256.HashData(bytes))
            : null;
        return hash is not null;
    }

    /// <summary>Spread over 256 partitions, as a partition takes only so much a second.</summary>
    public static string Partition(string kind, string hash) => $"{kind}-{hash[..2]}";
}
