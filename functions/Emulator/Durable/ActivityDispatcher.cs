using System.Threading.Channels;
using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Durable.History;
using AccessReview.Emulator.Durable.Turns;
using AccessReview.Emulator.Faults;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Durable;

/// <summary>Runs activities, a limited number at a time, and tells their orchestrations how they ended.</summary>
internal sealed partial class ActivityDispatcher(
    IDurableFunctions functions, Mailboxes mailboxes, WorkInFlight work, DurableEngineOptions options, FaultLog faults, ILogger<ActivityDispatcher> logger)
{
    private readonly Channel<Queued> _queue = Channel.CreateUnbounded<Queued>();

    // The token goes with the work and ends with it.
#pragma warning disable CA2000
    public void Enqueue(ActivityWork activity) => _queue.Writer.TryWrite(new Queued(activity, work.Begin()));
#pragma warning restore CA2000

    /// <summary>Runs until it is told to stop; an activity that is cut off then runs again after the next start.</summary>
    public Task RunAsync(CancellationToken stopping) =>
        Task.WhenAll(Enumerable.Range(0, options.MaxConcurrentActivities).Select(_ => Task.Run(() => WorkAsync(stopping), CancellationToken.None)));

    private async Task WorkAsync(CancellationToken stopping)
    {
        try
        {
            await foreach (var (activity, token) in _queue.Reader.ReadAllAsync(stopping))
            {
                using (token)
                {
                    if (await RunAsync(activity, stopping) is { } answer)
                        mailboxes.Deliver(new Message(activity.InstanceId, activity.ExecutionId, answer));
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopped while it waited for work.
        }
    }

    private async Task<HistoryEvent?> RunAsync(ActivityWork activity, CancellationToken stopping)
    {
        if (!functions.HasActivity(activity.Name))
        {
            return new HistoryEvent.ActivityFailed(
                activity.TaskId, new Failure(Failure.Of(Failure.NoSuchActivity, $"No activity task named '{activity.Name}' was found.")));
        }

        try
        {
            var result = await functions.RunActivityAsync(activity.Name, activity.InstanceId, activity.Input, stopping);
            return new HistoryEvent.ActivityCompleted(activity.TaskId, result);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
        // Whatever an activity throws is the orchestration's to handle.
#pragma warning disable CA1031
        catch (Exception failed)
#pragma warning restore CA1031
        {
            if (faults.IsDue(activity.Name, failed, out var leftOut))
                Log.Failed(logger, failed, activity.Name, activity.InstanceId, leftOut);
            return new HistoryEvent.ActivityFailed(activity.TaskId, new Failure(TaskFailureDetails.FromException(failed)));
        }
    }

    private sealed record Queued(ActivityWork Activity, IDisposable Token);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Activity {Activity} of orchestration {InstanceId} failed ({LeftOut} more failures since this was last logged).")]
        public static partial void Failed(ILogger logger, Exception failed, string activity, string instanceId, int leftOut);
    }
}
