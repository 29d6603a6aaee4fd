using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Host;
using AccessReview.Emulator.Storage;
using AccessReview.Emulator.Tests.Host;
using Grpc.Net.Client;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Grpc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace AccessReview.Emulator.Tests.Durable;

/// <summary>A host with the tiny app's worker as a child process, and the real client for it.</summary>
internal sealed class WorkerApp : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("durable-worker-");
    private readonly Dictionary<string, string?> _settings;
    private GrpcChannel? _channel;

    private WorkerApp(Dictionary<string, string?> settings) => _settings = settings;

    public TinyHost Host { get; private set; } = null!; // Set by the start.

    public DurableTaskClient Client { get; private set; } = null!; // Set by the start.

    public string Folder => _folder.FullName;

    public EmulatorClock Clock => Host.App.Services.GetRequiredService<EmulatorClock>();

    public static async Task<WorkerApp> StartAsync(bool isReplayed, DateTimeOffset? at = null)
    {
        var app = new WorkerApp(new()
        {
            ["AzureFunctionsJobHost:extensions:durableTask:extendedSessionsEnabled"] = isReplayed ? "false" : "true",
        });
        if (at is not null)
            app._settings["Emulator:FreezeClockAt"] = at.Value.ToString("O");
        try
        {
            await app.StartAsync();
            return app;
        }
        catch
        {
            app._folder.Delete(recursive: true);
            throw;
        }
    }

    public Task<string> StartAsync(string name, object? input = null, string? instanceId = null) =>
        Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(instanceId));

    public async Task<OrchestrationMetadata> EndAsync(string instanceId)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await Client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, deadline.Token);
    }

    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null, string? instanceId = null) =>
        await EndAsync(await StartAsync(name, input, instanceId));

    /// <summary>Waits until nothing is left to do at the current time.</summary>
    public Task RestAsync() => Host.App.Services.GetRequiredService<WorkInFlight>().WhenIdleAsync().WaitAsync(TimeSpan.FromSeconds(60));

    public async Task<OrchestrationRuntimeStatus?> StatusAsync(string instanceId)
    {
        await RestAsync();
        return (await Client.GetInstanceAsync(instanceId))?.RuntimeStatus;
    }

    /// <summary>Kills the worker process; the host starts another.</summary>
    public void KillWorker() => Host.App.Services.GetRequiredService<Worker>().Current!.Process.Kill();

    /// <summary>Kills the host: its writes end, and its worker ends with it. Another host opens the folder.</summary>
    public async Task CrashAndRestartAsync()
    {
        await Host.App.Services.GetRequiredService<EmulatorDatabase>().DisposeAsync();
        KillWorker();
        // A killed host stops nothing cleanly. Here its threads must end, and threads that write can no longer do so cleanly.
        await Host.App.StopAsync().ContinueWith(_ => { }, TaskScheduler.Default);
        await Client.DisposeAsync();
        _channel?.Dispose();
        await Host.App.DisposeAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }

    private async Task StartAsync()
    {
        Host = await TinyHost.StartAsync(_settings, _folder.FullName);
        _channel = GrpcChannel.ForAddress(Host.App.Services.GetRequiredService<HostAddresses>().Rpc);
        Client = new GrpcDurableTaskClient("TestHubName", new GrpcDurableTaskClientOptions { Channel = _channel }, NullLogger.Instance);
    }

    private async Task StopAsync()
    {
        await Client.DisposeAsync();
        _channel?.Dispose();
        await Host.DisposeAsync();
    }
}
