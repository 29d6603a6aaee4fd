using System.Text;
using System.Text.Json;

namespace AccessReview.Emulator.Tables;

/// <summary>Writes entities in responses: with the requested metadata, and only the selected properties.</summary>
internal sealed class EntityWriter(Utf8JsonWriter json, string root, string table, ODataMetadata metadata, HashSet<string>? selected)
{
    /// <summary>Writes one entity as the whole response.</summary>
    public void WriteSingle(StoredEntity entity)
    {
        json.WriteStartObject();
        WriteContext("/@Element");
        WriteContent(entity);
        json.WriteEndObject();
    }

    public void WriteList(IReadOnlyList<StoredEntity> entities)
    {
        json.WriteStartObject();
        WriteContext("");
        json.WriteStartArray("value"u8);
        foreach (var entity in entities)
        {
            json.WriteStartObject();
            WriteContent(entity);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteContext(string kind)
    {
        if (metadata != ODataMetadata.None)
            json.WriteString("odata.metadata"u8, $"{root}/$metadata#{table}{kind}");
    }

    private void WriteContent(StoredEntity entity)
    {
        if (metadata == ODataMetadata.Full)
            WriteLinks(entity);
        if (metadata != ODataMetadata.None)
            json.WriteString("odata.etag"u8, EntityTag.Of(entity.Stamp));
        if (IsWanted("PartitionKey"))
            json.WriteString("PartitionKey"u8, entity.PartitionKey);
        if (IsWanted("RowKey"))
            json.WriteString("RowKey"u8, entity.RowKey);
        if (IsWanted("Timestamp"))
        {
            if (metadata == ODataMetadata.Full)
                json.WriteString("Timestamp@odata.type"u8, EdmTypeNames.NameOf(EdmType.DateTime));
            json.WriteString("Timestamp"u8, EntityTag.Time(entity.Stamp));
        }

        WriteProperties(entity.Properties);
    }

    private void WriteProperties(byte[] properties)
    {
        var reader = new PropertyReader(properties);
        while (reader.Next())
        {
            if (selected is not null && !selected.Contains(Encoding.UTF8.GetString(reader.Name)))
                continue;
            if (metadata != ODataMetadata.None && (reader.IsAnnotated || metadata == ODataMetadata.Full))
                WriteAnnotation(reader.Name, reader.Type);
            json.WritePropertyName(reader.Name);
            json.WriteRawValue(reader.RawValue, skipInputValidation: true);
        }
    }

    private void WriteAnnotation(ReadOnlySpan<byte> name, EdmType type)
    {
        Span<byte> annotation = stackalloc byte[name.Length + EdmTypeNames.Suffix.Length];
        name.CopyTo(annotation);
        EdmTypeNames.Suffix.CopyTo(annotation[name.Length..]);
        json.WriteString(annotation, EdmTypeNames.NameOf(type));
    }

    private void WriteLinks(StoredEntity entity)
    {
        var address = $"{table}(PartitionKey='{Escaped(entity.PartitionKey)}',RowKey='{Escaped(entity.RowKey)}')";
        json.WriteString("odata.type"u8, $"{DevelopmentAccount.Name}.{table}");
        json.WriteString("odata.id"u8, $"{root}/{address}");
        json.WriteString("odata.editLink"u8, address);
    }

    private static string Escaped(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));

    private bool IsWanted(string property) => selected is null || selected.Contains(property);
}
