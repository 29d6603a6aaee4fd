namespace AccessReview.Emulator.Storage;

/// <summary>Files and folders that nobody but this user may read: mails hold live links, the database holds everything. Windows has the user's own folders for that.</summary>
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

    /// <summary>SQLite gives the files beside its own the mode of the first, so that one has to be right before it is opened.</summary>
    public static void EnsureFile(string path)
    {
        if (!File.Exists(path))
            Open(path, FileMode.OpenOrCreate, FileShare.ReadWrite | FileShare.Delete).Dispose();
    }

    /// <summary>Closes a folder and all that is in it, links excepted, to everybody else. A folder that is evidently shared stays as it is, and only its files are closed.</summary>
    /// <exception cref="UnauthorizedAccessException">Some belong to another user.</exception>
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

    // The folder for temporary files, somebody's home, or where people work: others may have to pass through it.
    private static bool IsShared(string folder) =>
        (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(folder) & UnixFileMode.StickyBit) != 0)
        || Holds(folder, Directory.GetCurrentDirectory())
        || Holds(folder, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    private static bool Holds(string folder, string other) =>
        other.Length > 0 && $"{Path.TrimEndingDirectorySeparator(other)}/".StartsWith($"{Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))}/", StringComparison.Ordinal);
}
