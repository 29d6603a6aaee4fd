using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Durable;
using AccessReview.Emulator.Durable.Replays;
using AccessReview.Emulator.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Tests.Durable;

/// <summary>An engine on a file of its own and a clock that stands still until the test moves it.</summary>
internal sealed class DurableApp : IAsyncDisposable
{
    public static readonly DateTimeOffset Monday = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("durable-").FullName;
    private ServiceProvider _services;

    private DurableApp(DurableEngineOptions options)
    {
        Options = options;
        _services = Build(Monday);
    }

    public DurableEngineOptions Options { get; set; }

    public FakeFunctions Functions { get; } = new();

    public RememberedLogs Logs { get; } = new();

    public DurableTaskClient Client => Engine.Client;

    public EmulatorClock Clock => _services.GetRequiredService<EmulatorClock>();

    public EmulatorDatabase Database => _services.GetRequiredService<EmulatorDatabase>();

    public HistoryRecords Records => _services.GetRequiredService<HistoryRecords>();

    public HistoryReplay Replay => _services.GetRequiredService<HistoryReplay>();

    private DurableEngine Engine => _services.GetRequiredService<DurableEngine>();

    public static Task<DurableApp> StartAsync(bool replayAlways) => StartAsync(new DurableEngineOptions { ReplayAlways = replayAlways });

    public static async Task<DurableApp> StartAsync(DurableEngineOptions options)
    {
        var app = new DurableApp(options);
        await app.Engine.StartAsync(CancellationToken.None);
        return app;
    }

    /// <summary>Until nothing is left to do at this hour.</summary>
    public Task RestAsync() => _services.GetRequiredService<WorkInFlight>().WhenIdleAsync();

    public async Task AdvanceAsync(TimeSpan by)
    {
        await RestAsync();
        await Clock.AdvanceAsync(by);
    }

    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null, string? instanceId = null)
    {
        var id = await StartAsync(name, input, instanceId);
        return await EndAsync(id);
    }

    public Task<string> StartAsync(string name, object? input = null, string? instanceId = null) =>
        Client.ScheduleNewOrchestrationInstanceAsync(name, input, new Microsoft.DurableTask.StartOrchestrationOptions(instanceId));

    public async Task<OrchestrationMetadata> EndAsync(string instanceId)
    {
        // Nothing is measured: a broken engine shall fail a test instead of hanging it.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await Client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, patience.Token);
    }

    public async Task<OrchestrationRuntimeStatus?> StatusAsync(string instanceId)
    {
        await RestAsync();
        return (await Client.GetInstanceAsync(instanceId))?.RuntimeStatus;
    }

    /// <summary>The process is killed: nothing is stopped, its writes just end. Another one opens the file.</summary>
    public async Task CrashAndRestartAsync()
    {
        var (now, killed) = (Clock.GetUtcNow(), _services);
        await Database.DisposeAsync();
        _services = Build(now);
        await Engine.StartAsync(CancellationToken.None);

        // Its threads go too; there is no file any more that they could write to.
        await killed.GetRequiredService<DurableEngine>().StopAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private ServiceProvider Build(DateTimeOffset now)
    {
        var services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(Logs).SetMinimumLevel(LogLevel.Information))
            .AddOptions()
            .AddSingleton<WorkInFlight>()
            .AddSingleton<EmulatorClock>()
            .AddSingleton(_ => new EmulatorDatabase(Path.Combine(_folder, "emulator.db")))
            .AddSingleton<IDurableFunctions>(Functions)
            .AddSingleton(Options)
            .AddDurableEngine()
            .BuildServiceProvider();
        services.GetRequiredService<EmulatorClock>().Freeze(now);
        return services;
    }
}
