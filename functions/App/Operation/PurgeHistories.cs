using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Operation;

/// <summary>
/// Deletes the histories of completed orchestrations every night, thirty days after they started; the tables hold all that happened.
/// It deletes one day at a time, because a purge of very many instances runs into its time limit and then deletes none
/// (azure-functions-durable-extension#1145, #2211).
/// </summary>
public sealed partial class PurgeHistories(TimeProvider clock, ILogger<PurgeHistories> logger)
{
    public const int KeptDays = 30;

    /// <summary>The number of missed nights that are made up. Older histories, of tasks that took long, are one slice.</summary>
    public const int CheckedDays = 7;

    private static readonly OrchestrationRuntimeStatus[] Over = [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    [Function(nameof(PurgeHistories))]
    public async Task RunAsync([TimerTrigger("0 30 2 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var kept = clock.GetUtcNow() - TimeSpan.FromDays(KeptDays);
        var purged = 0;
        for (var day = CheckedDays; day > 0; day--)
        {
            var from = kept - TimeSpan.FromDays(day);
            var slice = new PurgeInstancesFilter(day == CheckedDays ? null : from, from + TimeSpan.FromDays(1), Over);
            purged += (await client.PurgeAllInstancesAsync(slice, cancellationToken)).PurgedInstanceCount;
        }

        Log.Purged(logger, purged, KeptDays);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Count} orchestration histories older than {Days} days purged")]
        public static partial void Purged(ILogger logger, int count, int days);
    }
}
