using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Notifications;

/// <summary>
/// Replays, every hour, dead letters whose service was down for long. So no operator is needed to replay them.
/// Those that can never succeed stay where they are.
/// </summary>
public sealed partial class RetryFailedNotifications(DeadLetters deadLetters, ILogger<RetryFailedNotifications> logger)
{
    [Function(nameof(RetryFailedNotifications))]
    public async Task RunAsync([TimerTrigger("0 35 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        if (!(await deadLetters.PeekAsync(cancellationToken)).Any(letter => letter.IsRetried))
            return;
        var replays = await deadLetters.ReplayAsync(onlyRetried: true, cancellationToken);
        Log.Retried(logger, replays.Count(replay => replay.Outcome == ReplayOutcome.Replayed));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Count} notifications that had failed were queued again")]
        public static partial void Retried(ILogger logger, int count);
    }
}
