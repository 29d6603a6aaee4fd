using AccessReview.Domain.Tasks;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Tasks;

/// <summary>Tells a task's orchestration to look again. Best effort: the unsettled mark stays until settling removes it.</summary>
public sealed partial class TaskWaker(ILogger<TaskWaker> logger)
{
    /// <summary>The only external event; it carries nothing.</summary>
    public const string Changed = "changed";

    private static readonly OrchestrationRuntimeStatus[] AllStatuses = Enum.GetValues<OrchestrationRuntimeStatus>();

    /// <summary>Begins to keep time for a task; again is once.</summary>
    public static async Task StartAsync(DurableTaskClient client, TaskId id, string instance, CancellationToken cancellationToken)
    {
        var options = new StartOrchestrationOptions(instance).WithDedupeStatuses(AllStatuses);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(TaskLifecycle), new LifecycleOf(id.Value), options, cancellationToken);
        }
        // Somebody else started it: that is what was wanted.
        catch (OrchestrationAlreadyExistsException)
        {
        }
    }

    public async Task WakeAsync(DurableTaskClient client, StoredTask before, ReviewTask after, CancellationToken cancellationToken)
    {
        try
        {
            // The orchestration of a closed task has ended; what happens to the task later gets one of its own.
            if (before.Task.IsOpen)
                await client.RaiseEventAsync(before.Instance, Changed, cancellation: cancellationToken);
            else
                await StartAsync(client, after.Id, $"{after.Id}-v{after.Version}", cancellationToken);
        }
        // The decision is committed and must be acknowledged whatever becomes of the wake; the reconciler repeats it.
#pragma warning disable CA1031
        catch (Exception lost)
#pragma warning restore CA1031
        {
            Log.WakeLost(logger, after.Id, lost);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Task {Task} could not be woken; the reconciler wakes it.")]
        public static partial void WakeLost(ILogger logger, TaskId task, Exception lost);
    }
}
