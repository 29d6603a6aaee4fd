using AccessReview.Emulator.Host;
using AccessReview.Emulator.Storage;

namespace AccessReview.Emulator.Clock;

/// <summary>Stores how far the clock has been moved, so that the time does not go back after a restart.</summary>
internal sealed class ClockOffset
{
    private const string Schema = "CREATE TABLE IF NOT EXISTS clock (id INTEGER PRIMARY KEY CHECK (id = 1), offset INTEGER NOT NULL, now INTEGER NOT NULL)";

    private readonly EmulatorDatabase _database;

    public ClockOffset(EmulatorDatabase database)
    {
        _database = database;
        database.EnsureSchema(Schema);
    }

    /// <summary>Creates a clock that continues from the stored offset.</summary>
    public EmulatorClock Restore(EmulatorOptions options, WorkInFlight work, ClockFile file)
    {
        var clock = new EmulatorClock(work, file);
        var offset = _database.Read(connection => connection.Scalar<long?>("SELECT offset FROM clock"));
        if (options.FreezeClockAt is { } frozen)
        {
            var reached = _database.Read(connection => connection.Scalar<long?>("SELECT now FROM clock")) ?? 0;
            clock.Freeze(new DateTimeOffset(Math.Max(frozen.UtcTicks, reached), TimeSpan.Zero));
        }
        else if (offset is { } ticks)
        {
            clock.Restore(TimeSpan.FromTicks(ticks));
        }

        clock.Moved += (_, moved) => Save(moved.Offset, clock.GetUtcNow());
        return clock;
    }

    // The caller is answered after the offset is on disk. The writer has its own thread, so blocking is safe.
    private void Save(TimeSpan offset, DateTimeOffset now) =>
        _database.WriteAsync(connection => connection.Execute(
            "INSERT INTO clock (id, offset, now) VALUES (1, ?1, ?2) ON CONFLICT (id) DO UPDATE SET offset = ?1, now = ?2",
            offset.Ticks,
            now.UtcTicks)).GetAwaiter().GetResult();
}
