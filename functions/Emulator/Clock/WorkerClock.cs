using System.IO.MemoryMappedFiles;

namespace AccessReview.Emulator.Clock;

/// <summary>
/// The host's clock in a worker process, read from shared memory each time. Its timers run in the machine's time,
/// because the host moves its clock when no work is in progress and does not know of these timers.
/// </summary>
internal sealed class WorkerClock : TimeProvider
{
    private readonly MemoryMappedViewAccessor _state;

    /// <param name="path">The file of the host's <see cref="ClockFile"/>.</param>
    public WorkerClock(string path)
    {
        // Both stay open for the lifetime of the process.
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
