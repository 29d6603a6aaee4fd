using System.Reflection;
using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Host;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AccessReview.App.Tests.Drivers;

/// <summary>
/// The app as a worker in the tests' own process, side by side with others. Each gets by arguments what a separate process
/// would get from its environment, and has its own port for HTTP.
/// </summary>
internal sealed class InProcessWorker(WorkerEnvironment environment, EmulatorClock clock, Composition composition) : IWorkerLauncher, IWorkerProcess
{
    private static readonly Lock Entry = new();

    private IHost? _host;

    static InProcessWorker()
    {
        Environment.SetEnvironmentVariable("FUNCTIONS_APPLICATION_DIRECTORY", AppContext.BaseDirectory);
        Environment.SetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT", Environments.Development);
        // Each app would watch its settings files, but a user can have only about a hundred watches.
        Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");
    }

    public bool CanRestart => false;

    public int Id => Environment.ProcessId;

    public Task Exited { get; private set; } = Task.CompletedTask;

    public string? LastError => Failure?.Message;

    /// <summary>Why the app did not start; null: it started.</summary>
    public Exception? Failure { get; private set; }

    public IServiceProvider Services => _host?.Services ?? throw new InvalidOperationException("The app was not started.");

    public IWorkerProcess Start(string workerId)
    {
        string[] arguments =
        [
            .. environment.Connection(workerId).Select(setting => $"--Functions:Worker:{setting.Key}={setting.Value}"),
            .. environment.Settings().Select(setting => $"--{setting.Key}={setting.Value}"),
        ];
        try
        {
            _host = Build(arguments);
        }
        catch (Exception failed)
        {
            Failure = failed;
            throw;
        }

        Exited = RunAsync(_host);
        return this;
    }

    public void Kill()
    {
        // A function that hangs ends with the test.
    }

    public ValueTask DisposeAsync()
    {
        _host?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task RunAsync(IHost host)
    {
        try
        {
            await host.StartAsync();
        }
        // The exception is rethrown to the caller that started the app.
#pragma warning disable CA1031
        catch (Exception failed)
#pragma warning restore CA1031
        {
            Failure = failed;
            return;
        }

        // The host asks the worker to stop, and that stops its application.
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
        await stopping.Task;
        await host.StopAsync();
    }

    private IHost Build(string[] arguments)
    {
        // The worker finds the app's functions by the entry assembly of the process.
        lock (Entry)
        {
            var tests = Assembly.GetEntryAssembly();
            Assembly.SetEntryAssembly(typeof(AccessReviewApp).Assembly);
            try
            {
                var builder = FunctionsApplication.CreateBuilder(arguments);
                composition.Before(builder);
                builder.AddAccessReview();
                builder.Services.AddSingleton<TimeProvider>(clock);
                WorkerPort.Hold(builder.Services);
                composition.After(builder);
                return builder.Build();
            }
            finally
            {
                Assembly.SetEntryAssembly(tests);
            }
        }
    }
}
