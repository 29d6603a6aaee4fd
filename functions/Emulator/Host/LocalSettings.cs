using System.Text.Json;

namespace AccessReview.Emulator.Host;

/// <summary>The "Values" of local.settings.json, which the Functions tools set as environment variables; existing variables override them.</summary>
internal static class LocalSettings
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static Dictionary<string, string?> Read(string folder)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var file = Path.Combine(folder, "local.settings.json");
        if (!File.Exists(file))
            return values;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file), Lenient);
            if (document.RootElement.TryGetProperty("Values", out var listed))
            {
                foreach (var value in listed.EnumerateObject())
                    values[value.Name.Replace("__", ":", StringComparison.Ordinal)] = value.Value.ToString();
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw new EmulatorRefusedException($"{file} is not valid; correct it: {broken.Message}", broken);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new EmulatorRefusedException($"{file} cannot be read; allow this user to read it: {unreadable.Message}", unreadable);
        }

        return values;
    }
}
