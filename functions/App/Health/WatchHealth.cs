using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Health;

/// <summary>Checks the health every few minutes and logs what is wrong, because alerts are raised from the log.</summary>
public sealed partial class WatchHealth(DependencyChecks checks, ILogger<WatchHealth> logger)
{
    [Function(nameof(WatchHealth))]
    public async Task RunAsync([TimerTrigger("20 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        // The checks log failed dependencies themselves.
        var report = await checks.AskAsync([Dependency.Durable(client)], cancellationToken);
        if (report.Notifications is { IsLate: true } late)
            Log.MailsWait(logger, late.LongestWaitMinutes);
        if (report.Waiting is { IsLate: true } waiting)
            Log.WorkWaits(logger, waiting.Count, waiting.LongestWaitMinutes);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The oldest notification has waited for {Minutes} minutes")]
        public static partial void MailsWait(ILogger logger, int minutes);

        [LoggerMessage(LogLevel.Warning, "Accepted work is waiting: {Count}, the oldest for {Minutes} minutes")]
        public static partial void WorkWaits(ILogger logger, int count, int minutes);
    }
}
