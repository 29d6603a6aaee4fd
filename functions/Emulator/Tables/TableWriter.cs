using System.Text.Json;

namespace AccessReview.Emulator.Tables;

/// <summary>Writes tables as JSON; a table only has a name.</summary>
internal static class TableWriter
{
    public static string? ReadName(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.TryGetProperty("TableName", out var name) ? name.GetString() : null;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            throw TableFaults.InvalidInput($"The table is not well formed: {malformed.Message}");
        }
    }

    public static void WriteSingle(Utf8JsonWriter json, string root, ODataMetadata metadata, string name)
    {
        json.WriteStartObject();
        if (metadata != ODataMetadata.None)
            json.WriteString("odata.metadata"u8, $"{root}/$metadata#Tables/@Element");
        json.WriteString("TableName"u8, name);
        json.WriteEndObject();
    }

    public static void WriteList(Utf8JsonWriter json, string root, ODataMetadata metadata, IEnumerable<string> names)
    {
        json.WriteStartObject();
        if (metadata != ODataMetadata.None)
            json.WriteString("odata.metadata"u8, $"{root}/$metadata#Tables");
        json.WriteStartArray("value"u8);
        foreach (var name in names)
        {
            json.WriteStartObject();
            json.WriteString("TableName"u8, name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
