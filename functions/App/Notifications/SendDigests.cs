using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Notifications;

/// <summary>Looks whose hour has come. Every quarter of an hour, as there are clocks that are ahead of UTC by one.</summary>
public sealed partial class SendDigests(DigestReaders readers, NotificationOutbox outbox, TimeProvider clock, ILogger<SendDigests> logger)
{
    [Function(nameof(SendDigests))]
    public async Task RunAsync([TimerTrigger("0 */15 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        var (now, count) = (clock.GetUtcNow(), 0);
        await foreach (var (user, day) in readers.DueAsync(now, cancellationToken))
        {
            // The same day again is the same digest, sent already or under way.
            var digest = new StoredNotification(NotificationKey.OfDigest(user, day), NotificationState.Pending) { Summary = new Summary(SummaryKind.Digest, user), RequestedAt = now };
            await outbox.EnqueueAsync(digest, cancellationToken);
            count++;
        }

        if (count > 0)
            Log.Looked(logger, count);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The digests of {Count} people are due")]
        public static partial void Looked(ILogger logger, int count);
    }
}
