using System.IO.MemoryMappedFiles;

namespace AccessReview.Emulator.Clock;

/// <summary>
/// The host's clock in the process of a worker, read anew each time. Timers that the app makes with it run in the machine's time:
/// the host's clock moves when nothing is in flight, and would not know of them.
/// </summary>
internal sealed class WorkerClock : TimeProvider
{
    private readonly MemoryMappedViewAccessor _state;

    /// <param name="path">The file of the host's <see cref="ClockFile"/>.</param>
    public WorkerClock(string path)
    {
        // Both are open for as long as the process lives.
#pragma warning disable CA2000
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var memory = MemoryMappedFile.CreateFromFile(
            file, null, ClockFile.Size, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
#pragma warning restore CA2000
        _state = memory.CreateViewAccessor(0, ClockFile.Size, MemoryMappedFileAccess.Read);
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => ClockFile.Read(_state.ReadInt64(0));

    public override long GetTimestamp() => GetUtcNow().UtcTicks;
}
