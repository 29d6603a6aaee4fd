using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.Emulator.Host;

/// <summary>The host's side when host and app share one process.</summary>
internal sealed class OwnProcess(WorkerEnvironment environment, IReadOnlyDictionary<string, string?> arguments, Task workerStopped) : IWorkerLauncher, IWorkerProcess
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _launched = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool CanRestart => false;

    public int Id => Environment.ProcessId;

    public Task Exited => workerStopped;

    public string? LastError => null;

    /// <summary>Called before the app's Main. Returns after the environment is set as for a worker.</summary>
    /// <param name="app">The app's dll.</param>
    /// <param name="workerStopped">Completes when the app has stopped.</param>
    /// <returns>The shared clock, and a handler for the Table service; null: the app uses the network.</returns>
    public static (TimeProvider Clock, HttpMessageHandler? Tables) StartHost(string app, string[] args, Task workerStopped)
    {
        EmulatorRefusedException.PrintWhenUnhandled();
        var given = FunctionsHostOptions.Parse(args);
        OwnProcess? own = null;
        var host = FunctionsHostApp.Build(
            new FunctionsHostOptions { AppAssembly = app, Settings = given, StartTimeout = Timeout.InfiniteTimeSpan },
            services => services.AddSingleton<IWorkerLauncher>(provider => own = new OwnProcess(provider.GetRequiredService<WorkerEnvironment>(), given, workerStopped)));
        var clock = host.Services.GetRequiredService<EmulatorClock>();
        // Created now, because the host needs it while it starts.
        host.Services.GetRequiredService<IWorkerLauncher>();
        var running = RunAsync(host);
        // The process ends when Main does, but the host may still be writing.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => running.Wait(StopTimeout);
        // If the host cannot start, the process ends here.
        own!._launched.Task.Wait(); // Set a few lines above.
        var isShort = host.Services.GetRequiredService<EmulatorOptions>().TablesWithoutSockets;
        return (clock, isShort ? host.Services.GetRequiredService<TablesHandler>() : null);
    }

    public IWorkerProcess Start(string workerId)
    {
        RequireReachable();
        foreach (var (name, value) in environment.Variables())
            Environment.SetEnvironmentVariable(name, value);
        foreach (var (name, value) in environment.Connection(workerId))
            Environment.SetEnvironmentVariable($"Functions__Worker__{name}", value);
        _launched.TrySetResult();
        return this;
    }

    /// <summary>The app reads the command line itself, and its values override the environment.</summary>
    private void RequireReachable()
    {
        foreach (var (name, value) in environment.Settings())
        {
            if (arguments.TryGetValue(name, out var given) && given != value && !name.StartsWith(EmulatorOptions.Section, StringComparison.OrdinalIgnoreCase))
                throw new EmulatorRefusedException($"The setting {name} names the emulator on the command line, where the app would not learn its address; set it in local.settings.json or the environment.");
        }
    }

    /// <summary>Does nothing: the function that seems to hang may be stopped in a debugger.</summary>
    public void Kill()
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task RunAsync(FunctionsHostApp host)
    {
        try
        {
            await using (host)
                await host.RunAsync();
        }
        // Nobody else would notice the failure, and the app cannot run without the host.
#pragma warning disable CA1031
        catch (Exception failed)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync(failed is EmulatorRefusedException ? failed.Message : failed.ToString());
            // The app may end before the next line runs, because its host is gone. The process must still report a failure.
            Environment.ExitCode = 1;
            // On another thread, because the process's exit waits for this task.
            ThreadPool.QueueUserWorkItem(_ => Environment.Exit(1));
        }
    }
}
