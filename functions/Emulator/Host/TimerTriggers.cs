using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Host;

/// <summary>All timer functions.</summary>
internal sealed class TimerTriggers(
    FunctionCatalog catalog,
    FunctionInvoker invoker,
    SettingReferences settings,
    EmulatorDatabase database,
    EmulatorClock clock,
    WorkInFlight work,
    ILogger<TimerTriggers> logger)
{
    private readonly List<TimerFunction> _running = [];

    /// <summary>Each timer function and when it is due next.</summary>
    public IReadOnlyList<(string Function, DateTime Next)> Upcoming => [.. _running.Select(timer => (timer.Name, timer.Next)).OrderBy(timer => timer.Next)];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var monitor = new ScheduleMonitor(database);
        foreach (var (function, trigger) in catalog.With<TimerTriggerAttribute>())
        {
            var timer = new TimerFunction(function, trigger, Schedule.Parse(settings.Resolve(trigger.Schedule, function.Name), function.Name), monitor, invoker, clock, work, logger);
            _running.Add(timer);
            await timer.StartAsync();
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_running.Select(timer => timer.StopAsync())).WaitAsync(cancellationToken);
}
