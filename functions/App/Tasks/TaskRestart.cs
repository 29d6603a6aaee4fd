using AccessReview.App.Promises;
using AccessReview.App.Store;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Tasks;

/// <summary>
/// Moves a task to a new orchestration, because the old one is stuck, lost or deleted. The new one needs only the stored
/// rows.
/// </summary>
public sealed partial class TaskRestart(TaskStore store, TimeProvider clock, ILogger<TaskRestart> logger)
{
    /// <summary>Returns null if there is no such orchestration.</summary>
    public static async Task<OrchestrationRuntimeStatus?> StatusAsync(DurableTaskClient client, StoredTask stored, CancellationToken cancellationToken) =>
        (await client.GetInstanceAsync(stored.Instance, cancellationToken))?.RuntimeStatus;

    /// <summary>Restarts an open task whose orchestration has ended or does not exist.</summary>
    public async Task<bool> ReviveAsync(DurableTaskClient client, StoredTask stored, CancellationToken cancellationToken) =>
        IsGone(await StatusAsync(client, stored, cancellationToken)) && await RestartAsync(client, stored, cancellationToken);

    /// <summary>Returns whether the orchestration has ended or does not exist.</summary>
    public static bool IsGone(OrchestrationRuntimeStatus? status) =>
        status is null or OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    /// <summary>Returns false if the task changed meanwhile: then its orchestration works.</summary>
    public Task<bool> RestartAsync(DurableTaskClient client, StoredTask stored, CancellationToken cancellationToken) =>
        RestartAsync(client, stored, RowKey.Of(clock.GetUtcNow()), cancellationToken);

    /// <summary>Returns false if the task changed meanwhile: then its orchestration works.</summary>
    /// <param name="client">Starts the new and terminates the old orchestration.</param>
    /// <param name="stored">The task.</param>
    /// <param name="attempt">Identifies the restart at this version. The same attempt again is the same restart.</param>
    public async Task<bool> RestartAsync(DurableTaskClient client, StoredTask stored, string attempt, CancellationToken cancellationToken)
    {
        if (WasDone(stored, attempt))
        {
            // The earlier attempt may have stopped before the start.
            await TaskWaker.StartAsync(client, stored.Task.Id, stored.Instance, cancellationToken);
            return true;
        }

        var fresh = $"{stored.Task.Id}-r{stored.Task.Version}-{attempt}";
        if (!await store.HandToInstanceAsync(stored, fresh, cancellationToken))
            return false;

        Log.Replaced(logger, stored.Task.Id, fresh);
        // From here on the caller's cancellation is ignored.
        await TaskWaker.StartAsync(client, stored.Task.Id, fresh, CancellationToken.None);
        await client.TerminateIfRunningAsync(stored.Instance, CancellationToken.None);
        return true;
    }

    /// <summary>Returns whether this attempt moved the task to its current orchestration.</summary>
    public static bool WasDone(StoredTask stored, string attempt) => stored.Instance.EndsWith($"-{attempt}", StringComparison.Ordinal);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Task {Task} was moved to a new orchestration, {Instance}")]
        public static partial void Replaced(ILogger logger, TaskId task, string instance);
    }
}
