using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Links;

/// <summary>Deletes links that expired two weeks ago or earlier.</summary>
public sealed partial class SweepLinks(LinkStore store, ILogger<SweepLinks> logger)
{
    [Function(nameof(SweepLinks))]
    public async Task RunAsync([TimerTrigger("0 40 3 * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        Log.Swept(logger, await store.SweepAsync(cancellationToken), timer.IsPastDue);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Count} expired links deleted (late: {IsLate})")]
        public static partial void Swept(ILogger logger, int count, bool isLate);
    }
}
