using Microsoft.Data.Sqlite;

namespace AccessReview.Emulator.Storage;

/// <summary>The data file could not be read or written, and nothing was done. The message says why and what to do.</summary>
// Internal, and useless without its fault.
#pragma warning disable CA1032, CA1064
internal sealed class StorageException(StorageFault fault, string file, Exception? cause) : Exception(StorageFaults.Sentence(fault, file), cause)
#pragma warning restore CA1032, CA1064
{
    /// <summary>How long to wait before a retry.</summary>
    public static TimeSpan RetryAfter { get; } = TimeSpan.FromSeconds(10);

    public StorageFault Fault { get; } = fault;

    /// <summary>Returns null if the statement is wrong, not the file.</summary>
    public static StorageException? Of(SqliteException error, string file) =>
        StorageFaults.Of(error, file) is { } fault ? new StorageException(fault, file, error) : null;
}
