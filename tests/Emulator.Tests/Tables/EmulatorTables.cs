using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Storage;
using AccessReview.Emulator.Tables;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace AccessReview.Emulator.Tests.Tables;

/// <summary>Our endpoint on its own database, on a free port.</summary>
public sealed class EmulatorTables : ITableService, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tables-").FullName;
    private ServiceProvider? _services;

    public Uri Address => Endpoint.Address;

    internal WorkInFlight Work => _services!.GetRequiredService<WorkInFlight>(); // Set by InitializeAsync.

    internal EmulatorDatabase Database => _services!.GetRequiredService<EmulatorDatabase>(); // As above.

    internal TablesHandler Handler => _services!.GetRequiredService<TablesHandler>(); // As above.

    private TablesEndpoint Endpoint => _services!.GetRequiredService<TablesEndpoint>(); // As above.

    public TableServiceClient Client(TableClientOptions? options = null) => TableServiceConnection.Open(Address, options);

    public async ValueTask InitializeAsync()
    {
        _services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
            .AddSingleton(_ => new EmulatorDatabase(Path.Combine(_folder, "emulator.db")))
            .AddSingleton<EmulatorClock>()
            .AddSingleton<WorkInFlight>()
            .AddSingleton(new TablesOptions(new Uri("http://127.0.0.1:0")))
            .AddTablesEndpoint()
            .BuildServiceProvider();
        await Endpoint.StartAsync(CancellationToken.None);
    }

    /// <summary>Restarts: another process opens the same file.</summary>
    internal async Task RestartAsync()
    {
        await CloseAsync();
        await InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task CloseAsync()
    {
        await Endpoint.StopAsync(CancellationToken.None);
        await _services!.DisposeAsync(); // Set by InitializeAsync.
    }
}
