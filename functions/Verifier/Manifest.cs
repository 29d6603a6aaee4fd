using System.Text.Json;

namespace AccessReview.Verifier;

/// <summary>A file of the pack, as the manifest describes it.</summary>
internal sealed record ManifestFile(string Name, long Bytes, long Lines, string Sha256, string LineHashesSha256);

internal sealed record Manifest(
    string Format, string Campaign, string Name, string GeneratedAt, string GeneratedBy, int Items, string PopulationHash, IReadOnlyList<ManifestFile> Files, string Key, string KeyFingerprint)
{
    /// <exception cref="InvalidDataException">It is not a manifest.</exception>
    public static Manifest Parse(byte[] json)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json);
            var root = parsed.RootElement;
            return new Manifest(
                Text(root, "format"),
                Text(root, "campaign"),
                Text(root, "name"),
                Text(root, "generatedAt"),
                root.TryGetProperty("generatedBy", out var person) ? Text(person, "name") : "the app",
                root.GetProperty("items").GetInt32(),
                Text(root, "populationHash"),
                [
                    .. root.GetProperty("files").EnumerateArray().Select(file => new ManifestFile(
                        Text(file, "name"), file.GetProperty("bytes").GetInt64(), file.GetProperty("lines").GetInt64(), Text(file, "sha256"), Text(file, "lineHashesSha256"))),
                ],
                Text(root, "key"),
                Text(root, "keyFingerprint"));
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"Its manifest cannot be read: {fault.Message}", fault);
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";
}
