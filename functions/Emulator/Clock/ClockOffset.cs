using AccessReview.Emulator.Host;
using AccessReview.Emulator.Storage;

namespace AccessReview.Emulator.Clock;

/// <summary>Keeps how far the clock has been moved, so that a restart does not fall back in time.</summary>
internal sealed class ClockOffset
{
    private const string Schema = "CREATE TABLE IF NOT EXISTS clock (id INTEGER PRIMARY KEY CHECK (id = 1), offset INTEGER NOT NULL, now INTEGER NOT NULL)";

    private readonly EmulatorDatabase _database;

    public ClockOffset(EmulatorDatabase database)
    {
        _database = database;
        database.EnsureSchema(Schema);
    }

    /// <summary>A clock that goes on where the last one was left.</summary>
    public EmulatorClock Restore(EmulatorOptions options, WorkInFlight work, ClockFile file)
    {
        var clock = new EmulatorClock(work, file);
        var offset = _database.Read(connection => connection.Scalar<long?>("SELECT offset FROM clock"));
        if (options.FreezeClockAt is { } asked)
        {
            var reached = _database.Read(connection => connection.Scalar<long?>("SELECT now FROM clock")) ?? 0;
            clock.Freeze(new DateTimeOffset(Math.Max(asked.UtcTicks, reached), TimeSpan.Zero));
        }
        else if (offset is { } ticks)
        {
            clock.Restore(TimeSpan.FromTicks(ticks));
        }

        clock.Moved += (_, moved) => Save(moved.Offset, clock.GetUtcNow());
        return clock;
    }

    // Who moved the clock is answered after the move is on disk. The writer is a thread of its own, so waiting is safe.
    private void Save(TimeSpan offset, DateTimeOffset now) =>
        _database.WriteAsync(connection => connection.Execute(
            "INSERT INTO clock (id, offset, now) VALUES (1, ?1, ?2) ON CONFLICT (id) DO UPDATE SET offset = ?1, now = ?2",
            offset.Ticks,
            now.UtcTicks)).GetAwaiter().GetResult();
}
