using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace AccessReview.Verifier;

internal static class Signature
{
    private const string Prefix = "access-review-evidence/1\n";

    /// <summary>Compares the signature of the manifest with the key, if there is one.</summary>
    /// <param name="manifest">The bytes that were signed.</param>
    /// <param name="name">The name of the key, as the manifest says.</param>
    /// <param name="signature">The file with the signature; null: it is missing.</param>
    public static IEnumerable<string> Check(byte[] manifest, string name, byte[]? signature, byte[]? key, List<string> facts)
    {
        if (signature is null)
            return ["The manifest is not signed."];
        if (key is null)
        {
            facts.Add($"The signature was not checked. It was made with the key {name}; give that key with --key.");
            return [];
        }

        byte[] signed = [.. Encoding.UTF8.GetBytes(Prefix), .. manifest];
        var expected = Encoding.UTF8.GetBytes($"{Base64Url.EncodeToString(HMACSHA256.HashData(key, signed))}\n");
        if (!CryptographicOperations.FixedTimeEquals(expected, signature))
            return [$"The signature does not match the key. The manifest was changed, or the given key is not {name}."];
        facts.Add($"The signature matches the key {name}.");
        return [];
    }
}
