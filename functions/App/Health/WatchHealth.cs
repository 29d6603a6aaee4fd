using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Health;

/// <summary>
/// Checks the health every few minutes and logs what is wrong, because alerts are raised from the log. Each half hour it takes a sample.
/// </summary>
public sealed partial class WatchHealth(DependencyChecks checks, HealthSamples samples, ILogger<WatchHealth> logger)
{
    [Function(nameof(WatchHealth))]
    public async Task RunAsync([TimerTrigger("20 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        // The checks log failed dependencies themselves.
        var report = await checks.CheckAsync([Dependency.Durable(client)], cancellationToken);
        if (report.Notifications is { IsLate: true } late)
            Log.NotificationsLate(logger, late.LongestWaitMinutes);
        if (report.Waiting is { IsLate: true } waiting)
            Log.WorkLate(logger, waiting.Count, waiting.LongestWaitMinutes);
        await samples.TakeAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The oldest unsent notification was {Minutes} minutes old")]
        public static partial void NotificationsLate(ILogger logger, int minutes);

        [LoggerMessage(LogLevel.Warning, "{Count} pieces of accepted work were pending, the oldest for {Minutes} minutes")]
        public static partial void WorkLate(ILogger logger, int count, int minutes);
    }
}
