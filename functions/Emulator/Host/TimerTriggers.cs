using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Host;

/// <summary>All timer functions.</summary>
internal sealed partial class TimerTriggers(
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
                found.Function.Name,
                ScheduleOf(found.Function, found.Trigger),
                found.Trigger.UseMonitor ? monitor : null,
                found.Trigger.RunOnStartup,
                (run, _) => RunAsync(found.Function, run),
                clock,
                work)),
        ];
        foreach (var timer in _running)
            await timer.StartAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_running.Select(timer => timer.DisposeAsync().AsTask())).WaitAsync(cancellationToken);

    private async Task RunAsync(EmulatedFunction function, TimerRun run)
    {
        var status = run.Status is { } known ? new ScheduleStatus { Last = known.Last, Next = known.Next, LastUpdated = known.LastUpdated } : null;
        var info = new TimerInfo { IsPastDue = run.IsPastDue, ScheduleStatus = status };
        try
        {
            await invoker.InvokeAsync(new FunctionCall(function, _ => info), CancellationToken.None);
        }
        // The invoker has logged why.
#pragma warning disable CA1031
        catch (Exception)
#pragma warning restore CA1031
        {
            Log.Failed(logger, function.Name);
        }
    }

    private Schedule ScheduleOf(EmulatedFunction function, TimerTriggerAttribute trigger) =>
        Schedule.Parse(settings.Resolve(trigger.Schedule, function.Name), function.Name);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Function} runs again at its next occurrence")]
        public static partial void Failed(ILogger logger, string function);
    }
}
