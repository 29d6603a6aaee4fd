using System.Text.Json;
using System.Text.Json.Serialization;

namespace AccessReview.Emulator.Durable.History;

/// <summary>How the engine writes its own rows; what the app's payloads look like is another matter (<see cref="WorkerJson"/>).</summary>
internal static class EngineJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)
        ?? throw new JsonException($"A stored {typeof(T).Name} is null.");
}
