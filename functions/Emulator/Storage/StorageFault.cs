using Microsoft.Data.Sqlite;

namespace AccessReview.Emulator.Storage;

/// <summary>Why the data file cannot be read or written.</summary>
internal enum StorageFault
{
    Full,
    ReadOnly,
    Damaged,
    InUse,
    Unreachable,
}

internal static class StorageFaults
{
    // With less space SQLite cannot even create its small additional files.
    private const long LeastFreeBytes = 1024 * 1024;

    /// <summary>Returns null if the statement is wrong, not the file.</summary>
    /// <remarks>https://www.sqlite.org/rescode.html</remarks>
    public static StorageFault? Of(SqliteException error, string file) => error.SqliteErrorCode switch
    {
        13 => StorageFault.Full,
        8 => StorageFault.ReadOnly,
        11 or 26 => StorageFault.Damaged,
        5 or 6 => StorageFault.InUse,
        // SQLite reports these codes (I/O, open, permission, memory) too when one of its additional files cannot grow.
        10 or 14 => HasNoRoom(file) ? StorageFault.Full : StorageFault.Unreachable,
        3 or 7 or 23 => StorageFault.Unreachable,
        _ => null,
    };

    /// <summary>A message for people: what happened and what to do.</summary>
    public static string Sentence(StorageFault fault, string file) => fault switch
    {
        StorageFault.Full => $"The disk that holds {file} is full, so nothing can be saved. Free some space; work continues automatically after that.",
        StorageFault.ReadOnly => $"{file} is read-only. Allow this user to write to it, or choose another folder with Emulator:DataPath.",
        StorageFault.Damaged => $"{file} is damaged. Keep a copy of its folder and restore a backup, or start with an empty folder: choose one with Emulator:DataPath.",
        StorageFault.InUse => $"Another program holds {file}. Close that program.",
        StorageFault.Unreachable =>
            $"{file} cannot be opened, read or written. Check that its disk is there and that this user may read and write it, or choose another folder with Emulator:DataPath.",
    };

    private static bool HasNoRoom(string file)
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(file)) ?? file).AvailableFreeSpace < LeastFreeBytes;
        }
        // A missing disk has no information about its free space.
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
