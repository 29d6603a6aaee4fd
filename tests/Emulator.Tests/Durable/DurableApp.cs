using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Durable;
using AccessReview.Emulator.Durable.Client;
using AccessReview.Emulator.Durable.Dispatch;
using AccessReview.Emulator.Durable.Worker;
using AccessReview.Emulator.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Tests.Durable;

/// <summary>A hub on its own file, with the real client and a stopped clock that the test moves.</summary>
internal sealed class DurableApp : IAsyncDisposable
{
    public static readonly DateTimeOffset Monday = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("durable-").FullName;
    private readonly SidecarServer _server = new();
    private ServiceProvider _services;

    private DurableApp(DurableOptions options)
    {
        Options = options;
        Functions = new FakeFunctions(Logs);
        _services = Build(Monday);
    }

    public DurableOptions Options { get; set; }

    public FakeFunctions Functions { get; }

    public RememberedLogs Logs { get; } = new();

    public DurableTaskClient Client => _server.Client;

    public EmulatorClock Clock => _services.GetRequiredService<EmulatorClock>();

    public EmulatorDatabase Database => _services.GetRequiredService<EmulatorDatabase>();

    private DurableHub Hub => _services.GetRequiredService<DurableHub>();

    /// <param name="isReplayed">True: every turn is replayed from history. False: it continues in the worker's memory.</param>
    public static Task<DurableApp> StartAsync(bool isReplayed) => StartAsync(new DurableOptions { ExtendedSessionsEnabled = !isReplayed });

    public static async Task<DurableApp> StartAsync(DurableOptions options)
    {
        var app = new DurableApp(options);
        await app._server.StartAsync();
        await app.StartHubAsync();
        return app;
    }

    /// <summary>Waits until nothing is left to do at the current time.</summary>
    public Task RestAsync() => _services.GetRequiredService<WorkInFlight>().WhenIdleAsync().WaitAsync(TimeSpan.FromSeconds(30));

    public async Task AdvanceAsync(TimeSpan by)
    {
        await RestAsync();
        await Clock.AdvanceAsync(by).WaitAsync(TimeSpan.FromSeconds(60));
    }

    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null, string? instanceId = null)
    {
        var id = await StartAsync(name, input, instanceId);
        return await EndAsync(id);
    }

    public Task<string> StartAsync(string name, object? input = null, string? instanceId = null) =>
        Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(instanceId));

    public async Task<OrchestrationMetadata> EndAsync(string instanceId)
    {
        // A limit for a broken engine, so that the test fails instead of hanging.
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await Client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, deadline.Token);
    }

    public async Task<OrchestrationRuntimeStatus?> StatusAsync(string instanceId)
    {
        await RestAsync();
        return (await Client.GetInstanceAsync(instanceId))?.RuntimeStatus;
    }

    public long Count(string table) => Database.Read(connection => connection.Scalar<long>($"SELECT count(*) FROM {table}"));

    /// <summary>
    /// Kills the host: nothing is stopped cleanly, its writes end, and its worker ends with it. Another host opens the
    /// file.
    /// </summary>
    public async Task CrashAndRestartAsync()
    {
        var (now, killed) = (Clock.GetUtcNow(), _services);
        await Database.DisposeAsync();
        Functions.Restart();
        _services = Build(now);
        await StartHubAsync();

        // Its threads end too, because their file is gone.
        await killed.GetRequiredService<DurableHub>().StopAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        // As above: a stop that never ends fails the test.
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await Hub.StopAsync(deadline.Token);
        await _server.DisposeAsync();
        await _services.DisposeAsync();
        Functions.Dispose();
        Logs.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartHubAsync()
    {
        await Hub.StartAsync();
        _server.Sidecar = _services.GetRequiredService<SidecarService>();
    }

    private ServiceProvider Build(DateTimeOffset now)
    {
        var services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(Logs).SetMinimumLevel(LogLevel.Information))
            .AddSingleton<WorkInFlight>()
            .AddSingleton<EmulatorClock>()
            .AddSingleton(_ => new EmulatorDatabase(Path.Combine(_folder, "emulator.db")))
            .AddSingleton<IDurableWorker>(Functions)
            .AddSingleton(Options)
            .AddSingleton<SqliteOrchestrationService>()
            .AddSingleton<SidecarService>()
            .AddSingleton<DurableHub>()
            .BuildServiceProvider();
        services.GetRequiredService<EmulatorClock>().Freeze(now);
        return services;
    }
}
