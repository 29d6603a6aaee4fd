using DurableTask.Core;

namespace AccessReview.Emulator.Durable.Worker;

/// <summary>The orchestrators and activities of a worker process.</summary>
internal interface IDurableWorker
{
    bool HasOrchestrator(string name);

    bool HasActivity(string name);

    /// <summary>Waits until a worker process is ready and returns its id. State that an earlier process had in memory is lost.</summary>
    Task<string> WhenUpAsync();

    /// <summary>Runs a turn: takes an OrchestratorRequest and returns an OrchestratorResponse, both in base64.</summary>
    /// <exception cref="WorkerFailureException">The function failed.</exception>
    /// <exception cref="Exception">The worker was unreachable, ended, or timed out: the turn is retried.</exception>
    Task<string> RunOrchestratorAsync(string name, string request);

    /// <summary>Runs an activity with a JSON input or none. Returns its result as JSON, or null if it has none.</summary>
    /// <exception cref="WorkerFailureException">The activity failed.</exception>
    /// <exception cref="Exception">The worker was unreachable, ended, or timed out: the activity runs again.</exception>
    Task<string?> RunActivityAsync(string name, string instanceId, string? input);

    /// <summary>Called when the host stops: nothing waits for a worker any more.</summary>
    void Stop();
}

/// <summary>A function threw an exception.</summary>
/// <remarks>Only one constructor, because it is only created from a worker's response.</remarks>
#pragma warning disable CA1032
internal sealed class WorkerFailureException(FailureDetails details) : Exception(details.ErrorMessage)
#pragma warning restore CA1032
{
    public FailureDetails Details => details;
}
