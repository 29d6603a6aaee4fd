using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.Emulator.Host;

/// <summary>The host's side of a host in the app's own process.</summary>
internal sealed class OwnProcess(WorkerEnvironment environment, IReadOnlyDictionary<string, string?> arguments, Task workerStopped) : IWorkerLauncher, IWorkerProcess
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _launched = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool CanRestart => false;

    public int Id => Environment.ProcessId;

    public Task Exited => workerStopped;

    public string? LastError => null;

    /// <summary>Called before the app's Main. Ends when the environment is set as a worker finds it.</summary>
    /// <param name="app">The app's dll.</param>
    /// <param name="workerStopped">Ends when the app has stopped.</param>
    /// <returns>What the app shares: the clock, and a way to the Table service, or null where it takes the network's.</returns>
    public static (TimeProvider Clock, HttpMessageHandler? Tables) StartHost(string app, string[] args, Task workerStopped)
    {
        EmulatorRefusedException.PrintWhenUnhandled();
        var given = FunctionsHostOptions.Parse(args);
        OwnProcess? own = null;
        var host = FunctionsHostApp.Build(
            new FunctionsHostOptions { AppAssembly = app, Settings = given, StartTimeout = Timeout.InfiniteTimeSpan },
            services => services.AddSingleton<IWorkerLauncher>(provider => own = new OwnProcess(provider.GetRequiredService<WorkerEnvironment>(), given, workerStopped)));
        var clock = host.Services.GetRequiredService<EmulatorClock>();
        // Made now, because the host asks for it while it starts.
        host.Services.GetRequiredService<IWorkerLauncher>();
        var running = RunAsync(host);
        // The process ends when Main does, and the host may still write.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => running.Wait(StopTimeout);
        // Where the host cannot start, the process ends here.
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

    /// <summary>The app reads the command line itself, and what it says there wins over the environment.</summary>
    private void RequireReachable()
    {
        foreach (var (name, value) in environment.Settings())
        {
            if (arguments.TryGetValue(name, out var given) && given != value && !name.StartsWith(EmulatorOptions.Section, StringComparison.OrdinalIgnoreCase))
                throw new EmulatorRefusedException($"The setting {name} names the emulator on the command line, where the app would not learn its address; set it in local.settings.json or the environment.");
        }
    }

    /// <summary>Nothing: the function that hangs may be one at which a debugger has stopped.</summary>
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
        // Nobody else would hear of it, and the app cannot go on alone.
#pragma warning disable CA1031
        catch (Exception failed)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync(failed is EmulatorRefusedException ? failed.Message : failed.ToString());
            // The app may end before the line below runs, because its host is gone; the process has failed all the same.
            Environment.ExitCode = 1;
            // Not from here: the end of the process waits for this task.
            ThreadPool.QueueUserWorkItem(_ => Environment.Exit(1));
        }
    }
}
