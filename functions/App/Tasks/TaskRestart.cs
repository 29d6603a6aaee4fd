using AccessReview.App.Promises;
using AccessReview.App.Store;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Tasks;

/// <summary>Hands a task to a fresh orchestration. The one before may have lost its history, hang, or be gone: the rows are all that the new one needs.</summary>
public sealed partial class TaskRestart(TaskStore store, TimeProvider clock, ILogger<TaskRestart> logger)
{
    /// <summary>Null: there is no such orchestration.</summary>
    public static async Task<OrchestrationRuntimeStatus?> StatusAsync(DurableTaskClient client, StoredTask stored, CancellationToken cancellationToken) =>
        (await client.GetInstanceAsync(stored.Instance, cancellationToken))?.RuntimeStatus;

    /// <summary>Restarts an open task that nothing keeps the time of: its orchestration has ended, or is not there at all.</summary>
    public async Task<bool> ReviveAsync(DurableTaskClient client, StoredTask stored, CancellationToken cancellationToken) =>
        IsGone(await StatusAsync(client, stored, cancellationToken)) && await RestartAsync(client, stored, cancellationToken);

    /// <summary>It has ended, or is not there at all.</summary>
    public static bool IsGone(OrchestrationRuntimeStatus? status) =>
        status is null or OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    /// <summary>False when the task moved on meanwhile: then it is alive.</summary>
    public Task<bool> RestartAsync(DurableTaskClient client, StoredTask stored, CancellationToken cancellationToken) =>
        RestartAsync(client, stored, RowKey.Of(clock.GetUtcNow()), cancellationToken);

    /// <summary>False when the task moved on meanwhile: then it is alive.</summary>
    /// <param name="client">Starts the new and ends the old orchestration.</param>
    /// <param name="stored">The task.</param>
    /// <param name="attempt">Tells restarts at the same version apart; the same attempt again is the same restart.</param>
    public async Task<bool> RestartAsync(DurableTaskClient client, StoredTask stored, string attempt, CancellationToken cancellationToken)
    {
        if (WasDone(stored, attempt))
        {
            // It may have ended before the start.
            await TaskWaker.StartAsync(client, stored.Task.Id, stored.Instance, cancellationToken);
            return true;
        }

        var fresh = $"{stored.Task.Id}-r{stored.Task.Version}-{attempt}";
        if (!await store.HandToInstanceAsync(stored, fresh, cancellationToken))
            return false;

        Log.Replaced(logger, stored.Task.Id, fresh);
        // From here on the caller's cancellation no longer matters.
        await TaskWaker.StartAsync(client, stored.Task.Id, fresh, CancellationToken.None);
        await client.TerminateIfRunningAsync(stored.Instance, CancellationToken.None);
        return true;
    }

    /// <summary>Was the task handed to its present orchestration by this attempt?</summary>
    public static bool WasDone(StoredTask stored, string attempt) => stored.Instance.EndsWith($"-{attempt}", StringComparison.Ordinal);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Task {Task} was moved to a new orchestration, {Instance}.")]
        public static partial void Replaced(ILogger logger, TaskId task, string instance);
    }
}
