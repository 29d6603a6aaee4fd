using AccessReview.App.Promises;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Tasks;

/// <summary>Wakes a task's orchestration. Best effort: the unsettled mark stays until settling removes it.</summary>
public sealed partial class TaskWaker(ILogger<TaskWaker> logger)
{
    /// <summary>The only external event. It carries no data.</summary>
    public const string Changed = "changed";

    /// <summary>Starts a task's orchestration. Starting it again does nothing.</summary>
    public static Task StartAsync(DurableTaskClient client, TaskId id, string instance, CancellationToken cancellationToken) =>
        client.StartOnceAsync(nameof(TaskLifecycle), instance, new LifecycleOf(id.Value), cancellationToken);

    public async Task WakeAsync(DurableTaskClient client, StoredTask before, ReviewTask after, CancellationToken cancellationToken)
    {
        try
        {
            // The orchestration of a closed task has ended. A later event gets a new one. A decision that is undone has not ended it.
            if (before.Task.IsOpen || after.IsOpen)
                await client.RaiseEventAsync(before.Instance, Changed, cancellation: cancellationToken);
            else
                await StartAsync(client, after.Id, $"{after.Id}-v{after.Version}", cancellationToken);
        }
        // The decision is committed, so the call must succeed even if the wake fails. The reconciler repeats the wake.
#pragma warning disable CA1031
        catch (Exception lost)
#pragma warning restore CA1031
        {
            Log.WakeLost(logger, after.Id, lost);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The orchestration of task {Task} could not be woken; the reconciler will wake it")]
        public static partial void WakeLost(ILogger logger, TaskId task, Exception lost);
    }
}
