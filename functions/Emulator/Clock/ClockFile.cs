using System.IO.MemoryMappedFiles;
using AccessReview.Emulator.Storage;

namespace AccessReview.Emulator.Clock;

/// <summary>
/// The state of the clock in eight bytes of memory that this host shares with its workers: where it stands, or how far it runs
/// ahead of the machine's time. It is written before anything that is due then is started, so no worker reads it too late.
/// </summary>
internal sealed class ClockFile : IDisposable
{
    public const int Size = sizeof(long);

    private readonly FileStream _file;
    private readonly MemoryMappedFile _memory;
    private readonly MemoryMappedViewAccessor _state;

    public ClockFile(string path)
    {
        Path = path;
        _file = PrivateFiles.Open(path, FileMode.OpenOrCreate, FileShare.ReadWrite | FileShare.Delete);
        // Written and not only made longer: memory that the disk has no room for cannot be written to.
        _file.Write(new byte[Size]);
        _file.Flush();
        _memory = MemoryMappedFile.CreateFromFile(
            _file, null, Size, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        _state = _memory.CreateViewAccessor(0, Size);
    }

    public string Path { get; }

    /// <summary>Eight aligned bytes are written and read at once, so the lowest bit tells which of the two the others are.</summary>
    public void Write(TimeSpan offset, DateTimeOffset? standsAt) =>
        _state.Write(0, standsAt is { } at ? (at.UtcTicks << 1) | 1 : offset.Ticks << 1);

    /// <summary>The time that a state stands for.</summary>
    public static DateTimeOffset Read(long state) =>
        (state & 1) == 1 ? new DateTimeOffset(state >> 1, TimeSpan.Zero) : TimeProvider.System.GetUtcNow() + TimeSpan.FromTicks(state >> 1);

    public void Dispose()
    {
        _state.Dispose();
        _memory.Dispose();
        _file.Dispose();
    }
}
