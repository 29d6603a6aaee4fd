using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Storage;

namespace AccessReview.Emulator.Tables;

/// <summary>Tables and entities in the database. Every reported change is on disk.</summary>
internal sealed class EntityStore(EmulatorDatabase database, EmulatorClock clock)
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS storage_table (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL COLLATE NOCASE UNIQUE
        );
        CREATE TABLE IF NOT EXISTS storage_entity (
            table_id INTEGER NOT NULL,
            partition_key TEXT NOT NULL,
            row_key TEXT NOT NULL,
            stamp INTEGER NOT NULL,
            properties BLOB NOT NULL,
            PRIMARY KEY (table_id, partition_key, row_key)
        ) WITHOUT ROWID;
        """;

    // Used only by the database's single writer.
    private long _lastStamp;

    public void EnsureSchema() => database.EnsureSchema(Schema);

    public Task CreateTableAsync(string name) =>
        database.WriteAsync(connection =>
        {
            if (connection.Execute("INSERT INTO storage_table (name) VALUES (?1) ON CONFLICT DO NOTHING", name) == 0)
                throw TableFaults.TableAlreadyExists();
        });

    public Task DeleteTableAsync(string name) =>
        database.WriteAsync(connection =>
        {
            var table = IdOf(connection, name);
            connection.Execute("DELETE FROM storage_entity WHERE table_id = ?1", table);
            connection.Execute("DELETE FROM storage_table WHERE id = ?1", table);
        });

    public List<string> TableNames(string from) =>
        database.Read(connection => connection.Query(
            "SELECT name FROM storage_table WHERE name >= ?1 ORDER BY name", row => row.GetString(0), from));

    public StoredEntity Get(string table, string partitionKey, string rowKey) =>
        database.Read(connection => Find(connection, IdOf(connection, table), partitionKey, rowKey)) ?? throw TableFaults.ResourceNotFound();

    public EntityPage Query(EntityQuery query) =>
        database.Read(connection => EntityScan.Run(connection, IdOf(connection, query.Table), query));

    /// <summary>Applies all operations or none; returns the new timestamps, zero for deleted entities.</summary>
    public Task<long[]> ApplyAsync(IReadOnlyList<EntityOperation> operations, bool isBatch) =>
        database.WriteAsync(connection =>
        {
            var stamps = new long[operations.Count];
            for (var i = 0; i < stamps.Length; i++)
            {
                try
                {
                    stamps[i] = Apply(connection, operations[i]);
                }
                catch (TableFault fault) when (isBatch)
                {
                    throw fault.InBatch(i);
                }
            }

            return stamps;
        });

    private long Apply(EmulatorConnection connection, EntityOperation operation)
    {
        var table = IdOf(connection, operation.Table);
        var current = Find(connection, table, operation.PartitionKey, operation.RowKey);
        Check(operation, current);

        if (operation.Verb == EntityVerb.Delete)
        {
            connection.Execute(
                "DELETE FROM storage_entity WHERE table_id = ?1 AND partition_key = ?2 AND row_key = ?3",
                table,
                operation.PartitionKey,
                operation.RowKey);
            return 0;
        }

        var properties = operation.Verb == EntityVerb.Merge && current is not null
            ? PropertyMerge.Merge(current.Properties, operation.Properties)
            : operation.Properties;
        EntityLimits.CheckWhole(operation.PartitionKey, operation.RowKey, properties);

        var stamp = NextStamp(current?.Stamp ?? 0);
        connection.Execute(
            "INSERT OR REPLACE INTO storage_entity (table_id, partition_key, row_key, stamp, properties) VALUES (?1, ?2, ?3, ?4, ?5)",
            table,
            operation.PartitionKey,
            operation.RowKey,
            stamp,
            properties);
        return stamp;
    }

    private static void Check(EntityOperation operation, StoredEntity? current)
    {
        if (operation.Verb == EntityVerb.Insert && current is not null)
            throw TableFaults.EntityAlreadyExists();
        if (operation.IfMatch is null)
            return;
        if (current is null)
            throw TableFaults.ResourceNotFound();
        if (operation.IfMatch != "*" && operation.IfMatch != EntityTag.Of(current.Stamp))
            throw TableFaults.UpdateConditionNotSatisfied();
    }

    /// <summary>Returns a unique timestamp that never decreases, even if the clock goes back.</summary>
    private long NextStamp(long replaced) =>
        _lastStamp = Math.Max(clock.GetUtcNow().UtcTicks, Math.Max(_lastStamp, replaced) + 1);

    private static long IdOf(EmulatorConnection connection, string table)
    {
        var id = connection.Scalar<long>("SELECT id FROM storage_table WHERE name = ?1", table);
        return id > 0 ? id : throw TableFaults.TableNotFound();
    }

    private static StoredEntity? Find(EmulatorConnection connection, long table, string partitionKey, string rowKey)
    {
        var rows = connection.Query(
            "SELECT stamp, properties FROM storage_entity WHERE table_id = ?1 AND partition_key = ?2 AND row_key = ?3",
            row => new StoredEntity(partitionKey, rowKey, row.GetInt64(0), row.GetFieldValue<byte[]>(1)),
            table,
            partitionKey,
            rowKey);
        return rows is [var found] ? found : null;
    }
}
