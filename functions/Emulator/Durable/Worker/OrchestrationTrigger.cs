using AccessReview.Emulator.Host;

namespace AccessReview.Emulator.Durable.Worker;

/// <summary>Orchestrator functions; the engine starts and stops with them.</summary>
internal sealed class OrchestrationTrigger(WorkerFunctions functions, DurableHub hub) : ITrigger
{
    public string BindingType => "orchestrationTrigger";

    public IReadOnlyCollection<string> Properties => ["orchestration"];

    public void Add(WorkerFunction function) => functions.AddOrchestrator(function);

    public Task StartAsync(CancellationToken cancellationToken) => hub.StartAsync();

    public Task StopAsync(CancellationToken cancellationToken) => hub.StopAsync(cancellationToken);
}
