using AccessReview.Emulator.Host;

namespace AccessReview.Emulator.Durable.Worker;

/// <summary>Orchestrator functions. The engine starts and stops with this trigger.</summary>
internal sealed class OrchestrationTrigger(WorkerFunctions functions, DurableHub hub) : ITrigger
{
    public string BindingType => "orchestrationTrigger";

    public IReadOnlyCollection<string> Properties => ["orchestration"];

    public void Add(WorkerFunction function) => functions.AddOrchestrator(function);

    public Task StartAsync(CancellationToken cancellationToken) => hub.StartAsync();

    public Task StopAsync(CancellationToken cancellationToken) => hub.StopAsync(cancellationToken);
}
