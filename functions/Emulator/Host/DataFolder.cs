using AccessReview.Emulator.Storage;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Host;

/// <summary>The data folder, which only this process uses. A second process is refused while the first one runs.</summary>
internal sealed partial class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    public DataFolder(EmulatorOptions options, ILogger<DataFolder> logger)
    {
        Location = Path.GetFullPath(options.DataPath);
        try
        {
            PrivateFiles.CreateFolder(Location);
            // A folder can be read-only while its existing files are writable, so creating a file is tried.
            PrivateFiles.Open(Path.Combine(Location, $"{Guid.NewGuid():N}.tmp"), FileMode.CreateNew, FileShare.None, FileOptions.DeleteOnClose).Dispose();
            // The operating system releases the lock when the process ends in any way.
            _lock = PrivateFiles.Open(Path.Combine(Location, "emulator.lock"), FileMode.OpenOrCreate, FileShare.None);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new EmulatorRefusedException(FolderFault.Sentence(Location, refused), refused);
        }

        try
        {
            PrivateFiles.Tighten(Location);
        }
        // Some file systems have no owners, and some files belong to another user. This is logged but does not prevent the start.
        catch (Exception open) when (open is IOException or UnauthorizedAccessException)
        {
            Log.NotProtected(logger, Location, open.Message);
        }
    }

    public string Location { get; }

    public string DatabaseFile => Path.Combine(Location, "emulator.db");

    public string ClockFile => Path.Combine(Location, "emulator.clock");

    public void Dispose() => _lock.Dispose();

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Folder} could not be protected from other users of this machine; it contains mails with valid links: {Why}")]
        public static partial void NotProtected(ILogger logger, string folder, string why);
    }
}
