using System.Text;

namespace AccessReview.Verifier;

internal static class Signature
{
    /// <summary>Checks who signed the manifest.</summary>
    /// <param name="bytes">The bytes that were signed.</param>
    /// <param name="manifest">What it says of its key.</param>
    /// <param name="signature">The file with the signature; null: it is missing.</param>
    /// <param name="own">The file with the public key; null: it is missing.</param>
    /// <param name="given">The keys that may have signed it; null: the one in the file is used.</param>
    public static IReadOnlyList<string> Check(
        byte[] bytes, Manifest manifest, byte[]? signature, byte[]? own, IReadOnlyList<PublicKey>? given, List<string> facts)
    {
        if (signature is null)
            return ["The manifest is not signed."];
        if (own is null || TryRead(own) is not { } key)
            return ["The public key in the file is missing or was changed."];
        if (key.Fingerprint != manifest.KeyFingerprint)
            return [$"The manifest names the key {manifest.KeyFingerprint}, and the file contains the key {key.Fingerprint}."];
        if (!key.HasSigned(bytes, signature))
            return [$"The signature does not match the key {manifest.Key} ({key.Fingerprint}). The manifest or the signature was changed."];
        if (given is not null && given.All(known => known.Fingerprint != key.Fingerprint))
            return [$"The evidence is signed by another key: {manifest.Key} ({key.Fingerprint}) is none of {string.Join(", ", given.Select(known => known.Fingerprint))}."];
        facts.Add(given is null
            ? $"The signature matches the key in the file, {manifest.Key}. Compare its fingerprint with the published one: {key.Fingerprint}."
            : $"The signature matches the given key {manifest.Key} ({key.Fingerprint}).");
        return [];
    }

    /// <summary>The key, if the file is exactly as the app writes it; otherwise null.</summary>
    private static PublicKey? TryRead(byte[] file)
    {
        try
        {
            var text = Encoding.ASCII.GetString(file);
            return PublicKey.ReadAll(text) is [var key] && key.ToPem() == text ? key : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
