namespace AccessReview.Emulator.Durable;

internal static class DurableSchema
{
    /// <summary>Times are UTC ticks, statuses are Microsoft's numbers. Timers and activities are rows until the turn that takes them is committed.</summary>
    public const string Sql = """
        CREATE TABLE IF NOT EXISTS durable_instances (
            instance_id TEXT PRIMARY KEY,
            execution_id TEXT NOT NULL,
            name TEXT NOT NULL,
            version TEXT NOT NULL,
            status INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            input TEXT,
            output TEXT,
            custom_status TEXT,
            failure TEXT,
            tags TEXT,
            parent TEXT,
            parent_instance_id TEXT) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS durable_instances_parent ON durable_instances (parent_instance_id) WHERE parent_instance_id IS NOT NULL;
        CREATE TABLE IF NOT EXISTS durable_history (
            instance_id TEXT NOT NULL,
            execution_id TEXT NOT NULL,
            number INTEGER NOT NULL,
            event TEXT NOT NULL,
            PRIMARY KEY (instance_id, execution_id, number)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS durable_inbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            instance_id TEXT NOT NULL,
            execution_id TEXT,
            event TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS durable_inbox_instance ON durable_inbox (instance_id);
        CREATE TABLE IF NOT EXISTS durable_timers (
            instance_id TEXT NOT NULL,
            execution_id TEXT NOT NULL,
            timer_id INTEGER NOT NULL,
            fire_at INTEGER NOT NULL,
            PRIMARY KEY (instance_id, execution_id, timer_id)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS durable_activities (
            instance_id TEXT NOT NULL,
            execution_id TEXT NOT NULL,
            task_id INTEGER NOT NULL,
            name TEXT NOT NULL,
            input TEXT,
            PRIMARY KEY (instance_id, execution_id, task_id)) WITHOUT ROWID;
        """;
}
