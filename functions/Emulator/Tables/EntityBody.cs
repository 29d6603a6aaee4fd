using System.Buffers;
using System.Text.Json;

namespace AccessReview.Emulator.Tables;

/// <summary>
/// An entity from a client, converted to the stored form: JSON in which a type annotation precedes each property that needs one,
/// values have one format, and nulls and system properties are removed.
/// </summary>
internal sealed record EntityBody(string? PartitionKey, string? RowKey, byte[] Properties)
{
    public static EntityBody Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        // Also for an invalid number, GUID or base64 text.
        catch (Exception malformed) when (malformed is JsonException or FormatException or InvalidOperationException)
        {
            throw TableFaults.InvalidInput($"The entity is not well formed: {malformed.Message}");
        }
    }

    private static EntityBody Read(JsonElement entity)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(buffer, JsonAnswer.Form);
        string? partitionKey = null;
        string? rowKey = null;
        var types = Types(entity);
        var seen = new HashSet<string>(StringComparer.Ordinal);

        writer.WriteStartObject();
        foreach (var property in entity.EnumerateObject())
        {
            var name = property.Name;
            if (name.Contains('@', StringComparison.Ordinal) || name.StartsWith("odata.", StringComparison.Ordinal))
                continue;
            if (!seen.Add(name))
                throw TableFaults.DuplicateProperties();
            if (name == "PartitionKey")
                partitionKey = property.Value.GetString();
            else if (name == "RowKey")
                rowKey = property.Value.GetString();
            else if (name != "Timestamp" && property.Value.ValueKind != JsonValueKind.Null)
                Write(writer, name, property.Value, types.TryGetValue(name, out var type) ? type : EdmJson.NaturalType(property.Value));
        }

        writer.WriteEndObject();
        writer.Flush();
        return new EntityBody(partitionKey, rowKey, buffer.WrittenSpan.ToArray());
    }

    private static Dictionary<string, EdmType> Types(JsonElement entity)
    {
        const string suffix = "@odata.type";
        var types = new Dictionary<string, EdmType>(StringComparer.Ordinal);
        foreach (var property in entity.EnumerateObject())
        {
            if (property.Name.EndsWith(suffix, StringComparison.Ordinal))
                types[property.Name[..^suffix.Length]] = EdmTypeNames.Parse(property.Value.GetString());
        }

        return types;
    }

    private static void Write(Utf8JsonWriter writer, string name, JsonElement value, EdmType type)
    {
        EntityLimits.CheckName(name);
        EdmJson.Write(writer, name, EdmJson.Read(value, type));
    }
}
