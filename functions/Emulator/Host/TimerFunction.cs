using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Host;

/// <summary>One timer function: waits for its next occurrence, runs, and only then waits for the one after, so it is never run twice at once.</summary>
internal sealed partial class TimerFunction
{
    private readonly EmulatedFunction _function;
    private readonly Schedule _schedule;
    private readonly ScheduleMonitor? _monitor;
    private readonly bool _runOnStartup;
    private readonly FunctionInvoker _invoker;
    private readonly EmulatorClock _clock;
    private readonly WorkInFlight _work;
    private readonly ILogger _logger;
    private readonly ITimer _alarm;
    private DateTime _last;
    private volatile bool _stopped;
    private Task _running = Task.CompletedTask;

    public TimerFunction(EmulatedFunction function, TimerTriggerAttribute trigger, Schedule schedule, ScheduleMonitor monitor, FunctionInvoker invoker, EmulatorClock clock, WorkInFlight work, ILogger logger)
    {
        _function = function;
        _schedule = schedule;
        _monitor = trigger.UseMonitor && schedule.IsSlow(clock.GetUtcNow().UtcDateTime) ? monitor : null;
        _runOnStartup = trigger.RunOnStartup;
        _invoker = invoker;
        _clock = clock;
        _work = work;
        _logger = logger;
        _alarm = clock.CreateScheduleTimer(_ => Fire(isPastDue: false));
    }

    public string Name => _function.Name;

    public DateTime Next { get; private set; }

    private DateTime Now => _clock.GetUtcNow().UtcDateTime;

    public async Task StartAsync()
    {
        var stored = _monitor?.Find(Name);
        _last = stored?.Last ?? default;
        // A schedule that was changed while nothing was up may be due earlier or later than what was noted.
        var missed = stored is not null && stored.Next <= Now && _schedule.NextAfter(stored.Last == default ? stored.LastUpdated : stored.Last) <= Now;
        if (missed || _runOnStartup)
        {
            Next = missed ? stored!.Next : Now; // Missed implies stored.
            Fire(isPastDue: missed);
            return;
        }

        await WaitForNextAsync();
    }

    /// <summary>Ends when the run under way, if any, has ended.</summary>
    public Task StopAsync()
    {
        _stopped = true;
        _alarm.Dispose();
        return _running;
    }

    private void Fire(bool isPastDue)
    {
        if (!_stopped)
            _running = RunAsync(isPastDue);
    }

    private async Task RunAsync(bool isPastDue)
    {
        // Taken on the clock's thread, before the clock looks whether anything is in flight.
        using var token = _work.Begin();
        await Task.Yield();
        var info = new TimerInfo { IsPastDue = isPastDue, ScheduleStatus = _monitor is null ? null : Status() };
        try
        {
            await _invoker.InvokeAsync(new FunctionCall(_function, _ => info), CancellationToken.None);
        }
        // The invoker has logged why.
#pragma warning disable CA1031
        catch (Exception)
#pragma warning restore CA1031
        {
            Log.Failed(_logger, Name);
        }

        _last = Next;
        await WaitForNextAsync();
    }

    private async Task WaitForNextAsync()
    {
        Next = _schedule.NextAfter(Now);
        try
        {
            if (_monitor is not null)
                await _monitor.SaveAsync(Name, Status());
        }
        catch (StorageException)
        {
            // The database logs it. Only a run missed while nothing is up depends on this; the next occurrence comes all the same.
        }

        if (!_stopped)
            _alarm.Change(Next - Now, Timeout.InfiniteTimeSpan);
    }

    private ScheduleStatus Status() => new() { Last = _last, Next = Next, LastUpdated = Now };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Function} runs again at its next occurrence")]
        public static partial void Failed(ILogger logger, string function);
    }
}
