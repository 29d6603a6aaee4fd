using AccessReview.App.Promises;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Notifications;

/// <summary>
/// Sends the digests that became due since the last run. It runs every 15 minutes, because some time zones differ from UTC by
/// quarter hours.
/// </summary>
public sealed partial class SendDigests(DigestReaders readers, NotificationOutbox outbox, TimerPromises timers, TimeProvider clock, ILogger<SendDigests> logger)
{
    [Function(nameof(SendDigests))]
    public async Task RunAsync([TimerTrigger("0 */15 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        var (now, count) = (clock.GetUtcNow(), 0);
        Exception? lastFailure = null;
        var lastLook = await timers.LastRunAsync(nameof(SendDigests), cancellationToken);
        await foreach (var (user, day) in readers.DueAsync(now, lastLook, cancellationToken))
        {
            // The same day gives the same digest, which may already be sent.
            var digest = new StoredNotification(NotificationKey.OfDigest(user, day), NotificationState.Pending) { Summary = new Summary(SummaryKind.Digest, user), RequestedAt = now };
            try
            {
                await outbox.EnqueueAsync(digest, cancellationToken);
                count++;
            }
#pragma warning disable CA1031 // One failed digest must not block the others.
            catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                lastFailure = failed;
            }
        }

        if (count > 0)
            Log.Queued(logger, count);
        // The run has failed: the next one checks the same users again.
        if (lastFailure is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(lastFailure);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Daily digests of {Count} people queued")]
        public static partial void Queued(ILogger logger, int count);
    }
}
