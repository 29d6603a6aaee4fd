using AccessReview.App.Promises;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Notifications;

/// <summary>Looks whose hour has come, since it looked the last time. Every quarter of an hour, as there are clocks that are ahead of UTC by one.</summary>
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
            // The same day again is the same digest, sent already or under way.
            var digest = new StoredNotification(NotificationKey.OfDigest(user, day), NotificationState.Pending) { Summary = new Summary(SummaryKind.Digest, user), RequestedAt = now };
            try
            {
                await outbox.EnqueueAsync(digest, cancellationToken);
                count++;
            }
#pragma warning disable CA1031 // One digest that fails must not keep the others back.
            catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                lastFailure = failed;
            }
        }

        if (count > 0)
            Log.Looked(logger, count);
        // The run has not come to its end: the next one looks for the same people again.
        if (lastFailure is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(lastFailure);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The digests of {Count} people are due")]
        public static partial void Looked(ILogger logger, int count);
    }
}
