using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Storage;
using AccessReview.Emulator.Tests.Durable;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Tests.Storage;

/// <summary>A new data file, with a stopped machine time that a test moves.</summary>
internal sealed class TempFile : IDisposable
{
    private readonly RememberedLogs _logs = new();
    private readonly ILoggerFactory _loggers;

    public TempFile()
    {
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(_logs));
        Time.Freeze(new DateTimeOffset(2026, 5, 25, 9, 0, 0, TimeSpan.Zero));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("storage-").FullName;

    public string Path => System.IO.Path.Combine(Folder, "emulator.db");

    public EmulatorClock Time { get; } = new(new WorkInFlight());

    public IReadOnlyCollection<string> Logged => _logs.Lines;

    public EmulatorDatabase Open() => new(Path, _loggers.CreateLogger<EmulatorDatabase>(), Time);

    public void Dispose()
    {
        _loggers.Dispose();
        _logs.Dispose();
        Time.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
