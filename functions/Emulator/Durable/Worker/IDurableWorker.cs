using DurableTask.Core;

namespace AccessReview.Emulator.Durable.Worker;

/// <summary>The orchestrators and activities of a worker process.</summary>
internal interface IDurableWorker
{
    bool HasOrchestrator(string name);

    bool HasActivity(string name);

    /// <summary>Waits until a process is up and returns its ID: what an earlier process had in memory is gone.</summary>
    Task<string> WhenUpAsync();

    /// <summary>Runs a turn: an OrchestratorRequest in, an OrchestratorResponse out, both in base64.</summary>
    /// <exception cref="WorkerFailureException">The function itself failed.</exception>
    /// <exception cref="Exception">The worker could not be reached, ended, or took too long: the turn is tried again.</exception>
    Task<string> RunOrchestratorAsync(string name, string request);

    /// <summary>Runs an activity with a JSON text, or without one; returns its result as JSON, or null where it has none.</summary>
    /// <exception cref="WorkerFailureException">The activity failed.</exception>
    /// <exception cref="Exception">The worker could not be reached, ended, or took too long: the activity runs again.</exception>
    Task<string?> RunActivityAsync(string name, string instanceId, string? input);

    /// <summary>The host stops: nobody waits for a process any more.</summary>
    void Stop();
}

/// <summary>A function threw an exception.</summary>
/// <remarks>Declared with one constructor: nothing else than an answer of the worker makes one.</remarks>
#pragma warning disable CA1032
internal sealed class WorkerFailureException(FailureDetails details) : Exception(details.ErrorMessage)
#pragma warning restore CA1032
{
    public FailureDetails Details => details;
}
