using AccessReview.Emulator.Storage;

namespace AccessReview.Emulator.Host;

/// <summary>Stores when each timer function last ran and is next due, so that a run that was missed while the host was down is made up.</summary>
internal sealed class ScheduleMonitor
{
    private const string Schema = "CREATE TABLE IF NOT EXISTS timer_schedules (function TEXT PRIMARY KEY, last INTEGER NOT NULL, next INTEGER NOT NULL, updated INTEGER NOT NULL) WITHOUT ROWID";

    private readonly EmulatorDatabase _database;

    public ScheduleMonitor(EmulatorDatabase database)
    {
        _database = database;
        database.EnsureSchema(Schema);
    }

    /// <summary>Returns null if the function never ran with this data.</summary>
    public TimerStatus? Find(string function) =>
        _database.Read(connection => connection.Query(
            "SELECT last, next, updated FROM timer_schedules WHERE function = ?1",
            row => new TimerStatus(Utc(row.GetInt64(0)), Utc(row.GetInt64(1)), Utc(row.GetInt64(2))),
            function)).SingleOrDefault();

    public Task SaveAsync(string function, TimerStatus status) =>
        _database.WriteAsync(connection => connection.Execute(
            "INSERT INTO timer_schedules (function, last, next, updated) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (function) DO UPDATE SET last = ?2, next = ?3, updated = ?4",
            function,
            status.Last.Ticks,
            status.Next.Ticks,
            status.LastUpdated.Ticks));

    private static DateTime Utc(long ticks) => new(ticks, DateTimeKind.Utc);
}
