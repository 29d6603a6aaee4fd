namespace AccessReview.Emulator.Durable.Storage;

internal static class HubSchema
{
    public const string Drop = """
        DROP TABLE IF EXISTS hub_instances;
        DROP TABLE IF EXISTS hub_history;
        DROP TABLE IF EXISTS hub_kept_histories;
        DROP TABLE IF EXISTS hub_messages;
        """;

    /// <summary>
    /// Times are UTC ticks; statuses are the numbers of the protobuf enumeration; state, events and event are protobuf messages.
    /// Each turn appends one row to the history. A row of hub_kept_histories is a whole execution that continued as new.
    /// A row of hub_messages is removed in the commit of the turn that takes it.
    /// </summary>
    public const string Sql = """
        CREATE TABLE IF NOT EXISTS hub_instances (
            instance_id TEXT PRIMARY KEY,
            execution_id TEXT NOT NULL,
            status INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            completed_at INTEGER,
            parent_instance_id TEXT,
            state BLOB NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS hub_instances_parent ON hub_instances (parent_instance_id) WHERE parent_instance_id IS NOT NULL;
        CREATE TABLE IF NOT EXISTS hub_history (
            instance_id TEXT NOT NULL,
            number INTEGER NOT NULL,
            events BLOB NOT NULL,
            PRIMARY KEY (instance_id, number)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS hub_kept_histories (
            instance_id TEXT NOT NULL,
            number INTEGER NOT NULL,
            events BLOB NOT NULL,
            PRIMARY KEY (instance_id, number)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS hub_messages (
            instance_id TEXT NOT NULL,
            id INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            execution_id TEXT,
            due_at INTEGER,
            is_recursive INTEGER NOT NULL,
            event BLOB NOT NULL,
            PRIMARY KEY (instance_id, id)) WITHOUT ROWID;
        """;
}
