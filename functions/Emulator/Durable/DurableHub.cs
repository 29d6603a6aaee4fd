using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Durable.Dispatch;
using AccessReview.Emulator.Durable.Worker;
using DurableTask.Core;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Durable;

/// <summary>Durable Functions on one machine: the real host's engine, with storage in the data file and code in the worker.</summary>
internal sealed class DurableHub : IDisposable
{
    private readonly SqliteOrchestrationService _service;
    private readonly IDurableWorker _worker;
    private readonly TaskHubWorker _engine;
    private readonly bool _keepsHistories;

    public DurableHub(
        SqliteOrchestrationService service, IDurableWorker worker, DurableOptions options, EmulatorClock clock, ILoggerFactory loggers)
    {
        (_service, _worker, _keepsHistories) = (service, worker, options.KeepHistories);
        // It only forwards to objects that the host owns.
#pragma warning disable CA2000
        _engine = new TaskHubWorker(service, options.Versioning, new EngineLogs(loggers))
#pragma warning restore CA2000
        {
            ErrorPropagationMode = ErrorPropagationMode.UseFailureDetails,
        };
        _engine.AddOrchestrationDispatcherMiddleware(new OrchestratorTurns(worker, options, clock).RunAsync);
        _engine.AddActivityDispatcherMiddleware(new ActivityRuns(worker, service.BeginRun).RunAsync);
    }

    public async Task StartAsync()
    {
        await _engine.StartAsync();
        // Kept histories include the inputs of activities, which the engine leaves out by default.
        _engine.TaskOrchestrationDispatcher.IncludeParameters = _keepsHistories;
    }

    /// <summary>Completes after the turns in progress are written. An interrupted activity runs again after the next start.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // The engine's own wait checks only once a second.
        await _engine.StopAsync(isForced: true);
        _worker.Stop();
        await _service.StopAsync(isForced: false).WaitAsync(cancellationToken);
    }

    public void Dispose() => _engine.Dispose();
}
