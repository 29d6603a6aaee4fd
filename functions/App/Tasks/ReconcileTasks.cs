using System.Globalization;
using AccessReview.App.Promises;
using AccessReview.App.Store;
using AccessReview.Domain.Retries;
using AccessReview.Domain.Tasks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Tasks;

/// <summary>
/// Finds tasks that stay unsettled. It wakes their orchestration first, and later starts a new one, with delays
/// of up to an hour. It also checks all other promises.
/// </summary>
public sealed partial class ReconcileTasks(UnsettledMarks marks, TaskStore store, TaskRestart restart, PromiseReconciler promises, LogLimit limit, TimeProvider clock, ILogger<ReconcileTasks> logger)
{
    /// <summary>A younger mark may belong to a command that is still running.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    /// <summary>Longer than the function timeout (host.json): the writer of an older mark can no longer commit.</summary>
    private static readonly TimeSpan LongestCommit = TimeSpan.FromMinutes(15);

    private const int WakesBeforeFreshInstance = 3;

    [Function(nameof(ReconcileTasks))]
    public async Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        try
        {
            await RepairAllAsync(client, cancellationToken);
        }
        finally
        {
            await promises.RunAsync(client, cancellationToken);
        }
    }

    private async Task RepairAllAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var mark in (await marks.OlderThanAsync(now - Timeout, cancellationToken)).Where(mark => NextTry(mark) <= now))
        {
            try
            {
                await RepairAsync(client, mark, cancellationToken);
            }
            catch (NewerRowException newer)
            {
                Log.LeftToNewerBuild(logger, mark.Id, newer.Message);
            }
            // A task with unreadable rows must not block the repair of others.
#pragma warning disable CA1031
            catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                if (limit.MayWrite($"{mark.Id} {Cause.Of(failed)}"))
                    Log.NotRepaired(logger, mark.Id, failed);
            }
        }
    }

    /// <summary>When an unsettled task is tried again at the latest.</summary>
    internal static DateTimeOffset NextTry(UnsettledMark mark) =>
        mark.MarkedAt + (mark.Tries > 0 && BackOff.After(mark.Tries, mark.Id.Value) is var pause && pause > Timeout ? pause : Timeout);

    private async Task RepairAsync(DurableTaskClient client, UnsettledMark mark, CancellationToken cancellationToken)
    {
        if (await store.LoadAsync(mark.Id, cancellationToken) is not { } stored || stored.IsSettled)
        {
            // The commit was refused, never happened, or is still on its way to a slow store.
            if (mark.MarkedAt <= clock.GetUtcNow() - LongestCommit)
                await marks.DeleteAsync(mark.Row, cancellationToken);
            return;
        }

        await marks.CountTryAsync(mark, cancellationToken);
        if (mark.Tries >= WakesBeforeFreshInstance || !await WakeAsync(client, stored, cancellationToken))
            await restart.RestartAsync(client, stored, mark.Tries.ToString(CultureInfo.InvariantCulture), cancellationToken);
    }

    /// <returns>False: its orchestration has ended and cannot be woken.</returns>
    private async Task<bool> WakeAsync(DurableTaskClient client, StoredTask stored, CancellationToken cancellationToken)
    {
        Log.WokenAgain(logger, stored.Task.Id);
        await TaskWaker.StartAsync(client, stored.Task.Id, stored.Instance, cancellationToken);
        return await client.RaiseIfRunningAsync(stored.Instance, TaskWaker.Changed, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Task {Task} had pending effects for too long and was woken again")]
        public static partial void WokenAgain(ILogger logger, TaskId task);

        [LoggerMessage(LogLevel.Error, "Task {Task} could not be repaired and will be retried")]
        public static partial void NotRepaired(ILogger logger, TaskId task, Exception failed);

        [LoggerMessage(LogLevel.Warning, "Effects of task {Task} left pending because a newer build wrote it: {Why}")]
        public static partial void LeftToNewerBuild(ILogger logger, TaskId task, string why);
    }
}
