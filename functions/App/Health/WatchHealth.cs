using AccessReview.App.Notifications;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Health;

/// <summary>Looks every few minutes at what nobody may be looking at. Alerts listen to the log, so it says there what is wrong.</summary>
public sealed partial class WatchHealth(DependencyChecks checks, NotificationBacklog backlog, ILogger<WatchHealth> logger)
{
    [Function(nameof(WatchHealth))]
    public async Task RunAsync([TimerTrigger("20 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var report = await checks.AskAsync([Dependency.Durable(client)], cancellationToken);
        // What is down the checks have logged; the backlog could not be asked for then.
        if (report.IsOk && await backlog.LongestWaitAsync(cancellationToken) is var longest && longest > NotificationBacklog.Late)
            Log.MailsWait(logger, (int)longest.TotalMinutes);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The oldest notification has waited for {Minutes} minutes")]
        public static partial void MailsWait(ILogger logger, int minutes);
    }
}
