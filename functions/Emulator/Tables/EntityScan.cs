using AccessReview.Emulator.Storage;
using AccessReview.Emulator.Tables.Filters;
using Microsoft.Data.Sqlite;

namespace AccessReview.Emulator.Tables;

/// <summary>Reads a page: the index provides the key range of the filter, and the filter is then applied row by row.</summary>
internal static class EntityScan
{
    private const string Columns = "SELECT partition_key, row_key, stamp, properties FROM storage_entity WHERE table_id = ?1";
    private const string Order = " ORDER BY partition_key, row_key";

    // Greater than every key: it is not a character, so no key contains it.
    private const string Top = "\U0010FFFF";

    public static EntityPage Run(EmulatorConnection connection, long table, EntityQuery query)
    {
        var rows = new List<StoredEntity>();
        (string, string)? next = null;

        bool Take(SqliteDataReader reader)
        {
            var row = new StoredEntity(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetFieldValue<byte[]>(3));
            if (query.Filter?.Matches(new EntityRow(row)) == false)
                return true;
            if (rows.Count == query.Top)
            {
                next = (row.PartitionKey, row.RowKey);
                return false;
            }

            rows.Add(row);
            return true;
        }

        Scan(connection, table, KeyRange.Of(query.Filter), query.From, Take);
        return new EntityPage(rows, next);
    }

    private static void Scan(
        EmulatorConnection connection, long table, KeyRange range, (string PartitionKey, string RowKey)? from, Func<SqliteDataReader, bool> take)
    {
        var partitions = range.PartitionKey;
        var rows = range.RowKey;
        if (partitions.IsOnePoint)
        {
            var lowRow = from?.PartitionKey == partitions.Low ? KeyOrder.Higher(rows.Low, from?.RowKey) : rows.Low;
            connection.Scan(
                Columns + " AND partition_key = ?2 AND row_key >= ?3 AND row_key <= ?4" + Order,
                take,
                table,
                partitions.Low,
                lowRow ?? "",
                rows.High ?? Top);
            return;
        }

        var (lowPartition, lowRowInIt) = from ?? (partitions.Low ?? "", "");
        connection.Scan(
            Columns + " AND (partition_key, row_key) >= (?2, ?3) AND partition_key <= ?4" + Order,
            take,
            table,
            lowPartition,
            lowRowInIt,
            partitions.High ?? Top);
    }
}
