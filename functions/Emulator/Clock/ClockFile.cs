using System.IO.MemoryMappedFiles;
using AccessReview.Emulator.Storage;

namespace AccessReview.Emulator.Clock;

/// <summary>
/// The clock's state in eight bytes of memory that this host shares with its workers: the instant at which it is stopped, or its offset
/// from the machine's time. It is written before due work starts, so that no worker reads it too late.
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
        // The bytes are written, not only reserved: writing to mapped memory fails if the disk has no room for it.
        _file.Write(new byte[Size]);
        _file.Flush();
        _memory = MemoryMappedFile.CreateFromFile(
            _file, null, Size, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        _state = _memory.CreateViewAccessor(0, Size);
    }

    public string Path { get; }

    /// <summary>Eight aligned bytes are read and written atomically, so the lowest bit tells which of the two states the others contain.</summary>
    public void Write(TimeSpan offset, DateTimeOffset? standsAt) =>
        _state.Write(0, standsAt is { } at ? (at.UtcTicks << 1) | 1 : offset.Ticks << 1);

    /// <summary>Returns the time that a state means.</summary>
    public static DateTimeOffset Read(long state) =>
        (state & 1) == 1 ? new DateTimeOffset(state >> 1, TimeSpan.Zero) : TimeProvider.System.GetUtcNow() + TimeSpan.FromTicks(state >> 1);

    public void Dispose()
    {
        _state.Dispose();
        _memory.Dispose();
        _file.Dispose();
    }
}
