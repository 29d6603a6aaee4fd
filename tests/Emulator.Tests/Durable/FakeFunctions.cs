using System.Collections.Concurrent;
using System.Text.Json;
using AccessReview.Emulator.Durable.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Grpc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Tests.Durable;

/// <summary>A worker with a few named delegates. Orchestrators are replayed by the code of the real worker.</summary>
internal sealed class FakeFunctions(ILoggerProvider logs) : IDurableWorker, IDisposable
{
    private readonly ConcurrentDictionary<string, ITaskOrchestrator> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Func<string?, CancellationToken, Task<string?>>> _activities = new(StringComparer.OrdinalIgnoreCase);
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddLogging(logging => logging.AddProvider(logs).SetMinimumLevel(LogLevel.Information))
        .BuildServiceProvider();

    private Process _process = new();

    public void Orchestrator(string name, Func<TaskOrchestrationContext, Task> run, Type? input = null) =>
        _orchestrators[name] = new Orchestrated(input ?? typeof(object), async context =>
        {
            await run(context);
            return null;
        });

    public void Orchestrator<T>(string name, Func<TaskOrchestrationContext, Task<T>> run, Type? input = null) =>
        _orchestrators[name] = new Orchestrated(input ?? typeof(object), async context => await run(context));

    public void Activity<TIn, TOut>(string name, Func<TIn?, TOut> run) => Activity<TIn, TOut>(name, (input, _) => Task.FromResult(run(input)));

    public void Activity<TIn, TOut>(string name, Func<TIn?, CancellationToken, Task<TOut>> run) =>
        _activities[name] = async (json, cancellationToken) =>
            JsonSerializer.Serialize(await run(json is null ? default : JsonSerializer.Deserialize<TIn>(json), cancellationToken));

    /// <summary>Restarts the worker with empty memory, as after a kill.</summary>
    public void Restart()
    {
        var killed = Interlocked.Exchange(ref _process, new Process());
        killed.Killed.Cancel();
        killed.Dispose();
    }

    public bool HasOrchestrator(string name) => _orchestrators.ContainsKey(name);

    public bool HasActivity(string name) => _activities.ContainsKey(name);

    public Task<string> WhenUpAsync() => Task.FromResult(_process.Id);

    public Task<string> RunOrchestratorAsync(string name, string request) =>
        Task.Run(() => GrpcOrchestrationRunner.LoadAndRun(request, _orchestrators[name], _process.Sessions, _services));

    public async Task<string?> RunActivityAsync(string name, string instanceId, string? input)
    {
        var killed = _process.Killed.Token;
        try
        {
            return await _activities[name](input, killed);
        }
        catch (Exception thrown) when (!killed.IsCancellationRequested)
        {
            throw new WorkerFailureException(FunctionFailures.Of(thrown.GetType().FullName, Json(thrown), thrown.StackTrace));
        }
    }

    public void Stop()
    {
    }

    public void Dispose()
    {
        _process.Dispose();
        _services.Dispose();
    }

    // As the durable extension of the worker writes it.
    private static string Json(Exception thrown) => JsonSerializer.Serialize(Details(thrown));

    private static Dictionary<string, object?>? Details(Exception? thrown) => thrown is null ? null : new()
    {
        ["errorType"] = thrown.GetType().FullName,
        ["errorMessage"] = thrown.Message,
        ["stackTrace"] = thrown.StackTrace,
        ["innerFailure"] = Details(thrown.InnerException),
    };

    private sealed class Process : IDisposable
    {
        public string Id { get; } = Guid.NewGuid().ToString();

        public ExtendedSessionsCache Sessions { get; } = new();

        public CancellationTokenSource Killed { get; } = new();

        public void Dispose()
        {
            Sessions.Dispose();
            Killed.Dispose();
        }
    }

    private sealed class Orchestrated(Type input, Func<TaskOrchestrationContext, Task<object?>> run) : ITaskOrchestrator
    {
        public Type InputType => input;

        public Type OutputType => typeof(object);

        public Task<object?> RunAsync(TaskOrchestrationContext context, object? input) => run(context);
    }
}
