namespace AccessReview.Emulator.Storage;

/// <summary>
/// Files and folders that only this user may read: mails contain valid links, and the database contains all data.
/// Windows relies on the user's own folders.
/// </summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnersFile | UnixFileMode.UserExecute;

    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnersFolder);
    }

    public static FileStream Open(string path, FileMode mode, FileShare share, FileOptions options = FileOptions.None)
    {
        var how = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, Options = options };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = OwnersFile;
        return new FileStream(path, how);
    }

    /// <summary>Creates the file with its permissions before SQLite opens it, because SQLite copies its mode to the files beside it.</summary>
    public static void EnsureFile(string path)
    {
        if (!File.Exists(path))
            Open(path, FileMode.OpenOrCreate, FileShare.ReadWrite | FileShare.Delete).Dispose();
    }

    /// <summary>Removes access of other users from a folder and its content, except links. In a shared folder only its files are changed.</summary>
    /// <exception cref="UnauthorizedAccessException">Some files belong to another user.</exception>
    public static void Tighten(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        if (!IsShared(folder))
            TightenAll(new DirectoryInfo(folder));
        else
            TightenFiles(new DirectoryInfo(folder), "emulator.*");
    }

    private static void TightenAll(DirectoryInfo folder)
    {
        Set(folder, OwnersFolder);
        TightenFiles(folder, "*");
        foreach (var inner in folder.EnumerateDirectories().Where(inner => inner.LinkTarget is null))
            TightenAll(inner);
    }

    private static void TightenFiles(DirectoryInfo folder, string pattern)
    {
        foreach (var file in folder.EnumerateFiles(pattern).Where(file => file.LinkTarget is null))
            Set(file, OwnersFile);
    }

    private static void Set(FileSystemInfo entry, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows() && entry.UnixFileMode != mode)
            entry.UnixFileMode = mode;
    }

    // A temporary folder, a home folder or a working folder: other users may need to pass through it.
    private static bool IsShared(string folder) =>
        (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(folder) & UnixFileMode.StickyBit) != 0)
        || Holds(folder, Directory.GetCurrentDirectory())
        || Holds(folder, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    private static bool Holds(string folder, string other) =>
        other.Length > 0 && $"{Path.TrimEndingDirectorySeparator(other)}/".StartsWith($"{Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))}/", StringComparison.Ordinal);
}
