using AccessReview.Emulator.Storage;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Host;

/// <summary>The folder that this process alone reads and writes; a second process is refused while the first lives.</summary>
internal sealed partial class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    public DataFolder(EmulatorOptions options, ILogger<DataFolder> logger)
    {
        Location = Path.GetFullPath(options.DataPath);
        try
        {
            PrivateFiles.CreateFolder(Location);
            // Many folders that cannot be written to still hold files that can.
            PrivateFiles.Open(Path.Combine(Location, $"{Guid.NewGuid():N}.tmp"), FileMode.CreateNew, FileShare.None, FileOptions.DeleteOnClose).Dispose();
            // The operating system frees it when the process dies, whichever way.
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
        // Some file systems know no owners, and some files are another user's: it is worth a line, not the start.
        catch (Exception open) when (open is IOException or UnauthorizedAccessException)
        {
            Log.Open(logger, Location, open.Message);
        }
    }

    public string Location { get; }

    public string DatabaseFile => Path.Combine(Location, "emulator.db");

    public string ClockFile => Path.Combine(Location, "emulator.clock");

    public void Dispose() => _lock.Dispose();

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Other users of this machine may be able to read {Folder}, which holds mails with live links: {Why}")]
        public static partial void Open(ILogger logger, string folder, string why);
    }
}
