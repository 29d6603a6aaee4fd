using System.Text;

namespace AccessReview.Emulator.Tables.Filters;

internal sealed class EntityRow(StoredEntity entity) : IFilterRow
{
    public EdmValue? Find(string property) => property switch
    {
        "PartitionKey" => EdmValue.Of(entity.PartitionKey),
        "RowKey" => EdmValue.Of(entity.RowKey),
        "Timestamp" => new EdmValue(EdmType.DateTime, new DateTime(entity.Stamp, DateTimeKind.Utc)),
        _ => FindStored(property),
    };

    private EdmValue? FindStored(string property)
    {
        Span<byte> name = stackalloc byte[Encoding.UTF8.GetMaxByteCount(property.Length)];
        name = name[..Encoding.UTF8.GetBytes(property, name)];
        var reader = new PropertyReader(entity.Properties);
        while (reader.Next())
        {
            if (reader.Name.SequenceEqual(name))
                return reader.Value();
        }

        return null;
    }
}
