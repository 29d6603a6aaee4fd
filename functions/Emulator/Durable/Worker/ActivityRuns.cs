using System.Text.Json;
using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using DurableTask.Core.Middleware;

namespace AccessReview.Emulator.Durable.Worker;

/// <summary>The engine's middleware that runs activities in the worker.</summary>
/// <param name="beginRun">Counts a run as in progress until it is disposed of.</param>
internal sealed class ActivityRuns(IDurableWorker worker, Func<IDisposable> beginRun)
{
    public async Task RunAsync(DispatchMiddlewareContext context, Func<Task> next)
    {
        var scheduled = context.GetProperty<TaskScheduledEvent>();
        var instance = context.GetProperty<OrchestrationInstance>();
        using var running = beginRun();
        context.SetProperty(new ActivityExecutionResult { ResponseEvent = await RunAsync(scheduled, instance.InstanceId) });
    }

    private async Task<HistoryEvent> RunAsync(TaskScheduledEvent scheduled, string instanceId)
    {
        var name = scheduled.Name!; // The engine refuses an activity without a name.
        if (!worker.HasActivity(name))
            return Failed(scheduled, FunctionFailures.NoActivity(name));

        try
        {
            return new TaskCompletedEvent(-1, scheduled.EventId, await worker.RunActivityAsync(name, instanceId, Input(scheduled.Input)));
        }
        catch (WorkerFailureException failed)
        {
            return Failed(scheduled, failed.Details);
        }
        // The activity's result is unknown, so it runs again.
#pragma warning disable CA1031
        catch (Exception unknown)
#pragma warning restore CA1031
        {
            throw new SessionAbortedException(unknown.Message, unknown);
        }
    }

    /// <summary>The stored input is an array with one item; the function gets the item.</summary>
    private static string? Input(string? stored)
    {
        if (stored is null)
            return null;
        using var array = JsonDocument.Parse(stored);
        var inputs = array.RootElement;
        return inputs.ValueKind == JsonValueKind.Array && inputs.GetArrayLength() == 1 ? inputs[0].GetRawText() : stored;
    }

    private static TaskFailedEvent Failed(TaskScheduledEvent scheduled, FailureDetails failure) =>
        new(-1, scheduled.EventId, failure.ErrorMessage, null, failure);
}
