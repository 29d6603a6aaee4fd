using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Notifications;

/// <summary>Deletes, every night, old records of mails without a task, such as sign-in links.</summary>
public sealed partial class SweepMails(NotificationStore store, TimeProvider clock, ILogger<SweepMails> logger)
{
    public const int KeptDays = 30;

    [Function(nameof(SweepMails))]
    public async Task RunAsync([TimerTrigger("0 50 3 * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        Log.Swept(logger, await store.SweepMailsAsync(clock.GetUtcNow() - TimeSpan.FromDays(KeptDays), cancellationToken));

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Count} records of old emails deleted")]
        public static partial void Swept(ILogger logger, int count);
    }
}
