using System.IO.Compression;
using System.Text.Json;

namespace AccessReview.Verifier;

/// <param name="Facts">What was verified.</param>
/// <param name="Faults">What is wrong, the most telling first.</param>
internal sealed record Report(IReadOnlyList<string> Facts, IReadOnlyList<string> Faults);

/// <summary>Checks a pack: its signature, its files, and what they say about each other.</summary>
internal static class PackCheck
{
    private const string Format = "access-review-evidence/1";
    private const string ManifestName = "manifest.json";
    private const string SignatureName = "manifest.sig";
    private const string KeyName = "key.pem";

    /// <param name="file">The ZIP file.</param>
    /// <param name="keys">The public keys that may have signed it; null: the key in the file is used.</param>
    /// <exception cref="InvalidDataException">It is not a pack of a known format.</exception>
    public static Report Run(Stream file, IReadOnlyList<PublicKey>? keys)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        var bytes = Entries.Read(zip, ManifestName) ?? throw new InvalidDataException($"It has no {ManifestName}, so it is no evidence of a campaign.");
        var manifest = Manifest.Parse(bytes);
        if (manifest.Format != Format)
            throw new InvalidDataException($"Its format is {manifest.Format}, and this program knows {Format}.");

        List<string> facts = [$"Campaign {manifest.Name} ({manifest.Campaign}), made at {manifest.GeneratedAt} by {manifest.GeneratedBy}."];
        List<string> faults = [];
        faults.AddRange(Signature.Check(bytes, manifest, Entries.Read(zip, SignatureName), Entries.Read(zip, KeyName), keys, facts));
        faults.AddRange(FileCheck.Run(zip, manifest));
        faults.AddRange(FileCheck.Strangers(zip, manifest, [ManifestName, SignatureName, KeyName]));
        try
        {
            faults.AddRange(ContentCheck.Run(zip, manifest, facts));
            faults.AddRange(HeadCheck.Run(zip));
        }
        // A changed file need not be JSON any more. Its hash is reported already.
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            faults.Add($"The content could not be compared: {unreadable.Message}");
        }

        return new Report(facts, faults);
    }
}
