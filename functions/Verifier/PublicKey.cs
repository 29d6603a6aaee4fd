using System.Security.Cryptography;
using System.Text.Json;

namespace AccessReview.Verifier;

/// <summary>A public key that verifies signatures.</summary>
/// <param name="Bytes">The key as SubjectPublicKeyInfo.</param>
internal sealed record PublicKey(byte[] Bytes)
{
    private const string Label = "PUBLIC KEY";

    /// <summary>SHA-256 of the key, in hexadecimal digits.</summary>
    public string Fingerprint { get; } = Convert.ToHexStringLower(SHA256.HashData(Bytes));

    /// <summary>The keys in a text: PEM, or the JSON that the app publishes.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static IReadOnlyList<PublicKey> ReadAll(string text)
    {
        try
        {
            var pem = text.TrimStart().StartsWith('{') ? string.Join('\n', PublishedIn(text)) : text;
            List<PublicKey> keys = [];
            for (var rest = pem.AsSpan(); PemEncoding.TryFind(rest, out var found); rest = rest[found.Location.End..])
            {
                if (rest[found.Label].SequenceEqual(Label))
                    keys.Add(new PublicKey(Convert.FromBase64String(rest[found.Base64Data].ToString())));
            }

            return keys.Count > 0 ? keys : throw new InvalidDataException("The file with the keys has no public key.");
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"The file with the keys cannot be read: {unreadable.Message}", unreadable);
        }
    }

    public bool HasSigned(byte[] data, byte[] signature)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(Bytes, out var read);
            return read == Bytes.Length && key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>The key as the app writes it.</summary>
    public string ToPem() => $"{PemEncoding.WriteString(Label, Bytes)}\n";

    private static IReadOnlyList<string> PublishedIn(string json)
    {
        using var parsed = JsonDocument.Parse(json);
        return [.. parsed.RootElement.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("publicKey").GetString() ?? "")];
    }
}
