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
    private volatile IReadOnlyList<TimerFunction> _running = [];

    /// <summary>Each timer function and when it is due next.</summary>
    public IReadOnlyList<(string Function, DateTime Next)> Upcoming => [.. _running.Select(timer => (timer.Name, timer.Next)).OrderBy(timer => timer.Next)];

    /// <summary>Refuses what cannot be read, before anything starts.</summary>
    public void Check()
    {
        foreach (var (function, trigger) in catalog.With<TimerTriggerAttribute>())
            ScheduleOf(function, trigger);
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var monitor = new ScheduleMonitor(database);
        _running =
        [
            .. catalog.With<TimerTriggerAttribute>().Select(found => new TimerFunction(
                found.Function, found.Trigger, ScheduleOf(found.Function, found.Trigger), monitor, invoker, clock, work, logger)),
        ];
        foreach (var timer in _running)
            await timer.StartAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_running.Select(timer => timer.StopAsync())).WaitAsync(cancellationToken);

    private Schedule ScheduleOf(EmulatedFunction function, TimerTriggerAttribute trigger) =>
        Schedule.Parse(settings.Resolve(trigger.Schedule, function.Name), function.Name);
}
