using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Azure.Data.Tables;
using Xunit;

namespace AccessReview.Emulator.Tests.Tables;

/// <summary>The real Azurite, in memory, on a free port; it stops after the tests.</summary>
public sealed class AzuriteTables : ITableService, IAsyncLifetime
{
    private const string Started = "successfully started";

    private readonly string _folder = Directory.CreateTempSubdirectory("azurite-").FullName;
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    // Azurite does not report a port that it chose itself.
    private readonly int _port = FreePort();
    private Process? _process;

    public Uri Address => new($"http://127.0.0.1:{_port}/{TableServiceConnection.Account}");

    public TableServiceClient Client(TableClientOptions? options = null) => TableServiceConnection.Open(Address, options);

    public async ValueTask InitializeAsync()
    {
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("node", [Program(), "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--tablePort", $"{_port}"])
            {
                WorkingDirectory = _folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
            EnableRaisingEvents = true,
        };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _started.TrySetException(new InvalidOperationException("Azurite ended before it listened."));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await _started.Task;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private void Read(string? line)
    {
        if (line?.Contains(Started, StringComparison.Ordinal) == true)
            _started.TrySetResult();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Program()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var azurite = Path.Combine(folder.FullName, "tests", "azurite");
            if (!File.Exists(Path.Combine(azurite, "package.json")))
                continue;
            var program = Path.Combine(azurite, "node_modules", "azurite", "dist", "src", "table", "main.js");
            return File.Exists(program) ? program : throw new FileNotFoundException("Azurite is not installed: run tests/run, or npm ci in tests/azurite.", program);
        }

        throw new DirectoryNotFoundException("tests/azurite is not above the tests.");
    }
}
