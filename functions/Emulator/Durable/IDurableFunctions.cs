using Microsoft.DurableTask;

namespace AccessReview.Emulator.Durable;

/// <summary>What the durable engine asks of the host: to run the app's orchestrators and activities by name (names are case-insensitive).</summary>
internal interface IDurableFunctions
{
    bool HasOrchestrator(string name);

    bool HasActivity(string name);

    /// <summary>Runs one turn of an orchestrator function with the engine's context; answers its output.</summary>
    Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context);

    /// <summary>Runs an activity function with its JSON input; answers its output as JSON, or null.</summary>
    Task<string?> RunActivityAsync(string name, string instanceId, string? input, CancellationToken cancellationToken);
}
