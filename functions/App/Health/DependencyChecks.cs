using AccessReview.App.Notifications;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Health;

/// <summary>Checks all dependencies concurrently, at most every ten seconds however often it is called.</summary>
public sealed partial class DependencyChecks(IEnumerable<Dependency> dependencies, NotificationBacklog backlog, WaitingCount waiting, TimeProvider clock, ILogger<DependencyChecks> logger) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1);
    private (DateTimeOffset At, HealthReport Report)? _last;

    /// <param name="more">Dependencies that only the calling function can check.</param>
    public async Task<HealthReport> CheckAsync(IReadOnlyList<Dependency> more, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_last is { } last && clock.GetUtcNow() - last.At is var age && age >= TimeSpan.Zero && age < Kept)
                return last.Report;
            var report = HealthReport.Of(await Task.WhenAll(dependencies.Concat(more).Select(dependency => CheckAsync(dependency, cancellationToken))));
            if (report.IsOk)
                report = await WithBacklogAsync(report, cancellationToken);
            report = await WithWaitingAsync(report, cancellationToken);
            _last = (clock.GetUtcNow(), report);
            return report;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<DependencyHealth> CheckAsync(Dependency dependency, CancellationToken cancellationToken)
    {
        try
        {
            await dependency.Check(cancellationToken).WaitAsync(Timeout, clock, cancellationToken);
            return new DependencyHealth(dependency.Name, HealthStatus.Ok, null);
        }
        // Any exception of a client means that the dependency does not work.
#pragma warning disable CA1031
        catch (Exception failed) when (failed is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.CheckFailed(logger, failed, dependency.Name);
            return new DependencyHealth(dependency.Name, HealthStatus.Down, failed is TimeoutException ? $"No answer within {Timeout.TotalSeconds:0} seconds." : failed.Message);
        }
    }

    /// <summary>Adds how long notifications wait. This does not affect the status.</summary>
    private async Task<HealthReport> WithBacklogAsync(HealthReport report, CancellationToken cancellationToken)
    {
        var waiting = TimeSpan.Zero;
        var check = await CheckAsync(new Dependency("backlog", async token => waiting = await backlog.LongestWaitAsync(token)), cancellationToken);
        return check.Status == HealthStatus.Ok ? report with { Notifications = new BacklogHealth((int)waiting.TotalMinutes, waiting > NotificationBacklog.Late) } : report;
    }

    /// <summary>Adds pending work whatever the other checks say, because it may wait for the failed dependency.</summary>
    private async Task<HealthReport> WithWaitingAsync(HealthReport report, CancellationToken cancellationToken)
    {
        if (report.Dependencies.Any(dependency => dependency is { Name: "tables", Status: HealthStatus.Down }))
            return report;
        WaitingHealth? counted = null;
        await CheckAsync(new Dependency("waiting", async token => counted = await waiting.CountAsync(token)), cancellationToken);
        return report with { Waiting = counted };
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Health check of {Dependency} failed")]
        public static partial void CheckFailed(ILogger logger, Exception exception, string dependency);
    }
}
