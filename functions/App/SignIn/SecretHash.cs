using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace AccessReview.App.SignIn;

/// <summary>Random secrets that users carry, and their stored hashes. 256 random bits need no salt and no slow hash.</summary>
internal static class SecretHash
{
    private const int Bytes = 32;

    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Returns false if the text does not have the form of our secrets.</summary>
    public static bool TryHash(string? secret, [NotNullWhen(true)] out string? hash)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        hash = secret is { Length: 43 } && Base64Url.TryDecodeFromChars(secret, bytes, out var count) && count == Bytes && Base64Url.EncodeToString(bytes) == secret
            ? Convert.ToHexStringLower(SHA256.HashData(bytes))
            : null;
        return hash is not null;
    }

    /// <summary>Spread over 256 partitions, because the throughput of one partition is limited.</summary>
    public static string Partition(string kind, string hash) => $"{kind}-{hash[..2]}";
}
