using AccessReview.Emulator.Host;

namespace AccessReview.Emulator.Durable.Worker;

/// <summary>Activity functions. The engine that runs them belongs to <see cref="OrchestrationTrigger"/>.</summary>
internal sealed class ActivityTrigger(WorkerFunctions functions) : ITrigger
{
    public string BindingType => "activityTrigger";

    public IReadOnlyCollection<string> Properties => ["activity"];

    public void Add(WorkerFunction function) => functions.AddActivity(function);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
