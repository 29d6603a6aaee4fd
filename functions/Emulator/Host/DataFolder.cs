namespace AccessReview.Emulator.Host;

/// <summary>The folder that this process alone writes to; a second process is refused while the first lives.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    public DataFolder(EmulatorOptions options)
    {
        Location = Path.GetFullPath(options.DataPath);
        try
        {
            Directory.CreateDirectory(Location);
            // The operating system frees it when the process dies, whichever way.
            _lock = new FileStream(Path.Combine(Location, "emulator.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new EmulatorRefusedException($"The data in {Location} cannot be opened, most likely because another emulator uses it; stop that one, or choose another folder with Emulator:DataPath.", refused);
        }
    }

    public string Location { get; }

    public string DatabaseFile => Path.Combine(Location, "emulator.db");

    public void Dispose() => _lock.Dispose();
}
