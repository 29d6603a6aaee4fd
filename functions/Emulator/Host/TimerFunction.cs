using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Storage;

namespace AccessReview.Emulator.Host;

/// <summary>One timer function. It runs at its next occurrence and schedules the following one afterwards, so that runs never overlap.</summary>
internal sealed class TimerFunction : IAsyncDisposable
{
    private readonly Schedule _schedule;
    private readonly ScheduleMonitor? _monitor;
    private readonly bool _runOnStartup;
    private readonly Func<TimerRun, CancellationToken, Task> _run;
    private readonly EmulatorClock _clock;
    private readonly WorkInFlight _work;
    private readonly ITimer _alarm;
    private readonly CancellationTokenSource _stopping = new();
    private DateTime _last;
    private Task _running = Task.CompletedTask;

    /// <param name="monitor">Null: a run that was missed while the host was down is not made up.</param>
    /// <param name="run">Runs the function and logs a failure. It is cancelled when the timer stops;
    /// an <see cref="OperationCanceledException"/> means that the function did not run.</param>
    public TimerFunction(
        string name,
        Schedule schedule,
        ScheduleMonitor? monitor,
        bool runOnStartup,
        Func<TimerRun, CancellationToken, Task> run,
        EmulatorClock clock,
        WorkInFlight work)
    {
        Name = name;
        _schedule = schedule;
        _monitor = schedule.IsSlow(clock.GetUtcNow().UtcDateTime) ? monitor : null;
        _runOnStartup = runOnStartup;
        _run = run;
        _clock = clock;
        _work = work;
        _alarm = clock.CreateScheduleTimer(_ => Fire(isPastDue: false));
    }

    public string Name { get; }

    public DateTime Next { get; private set; }

    private DateTime Now => _clock.GetUtcNow().UtcDateTime;

    public async Task StartAsync()
    {
        var stored = _monitor?.Find(Name);
        _last = stored?.Last ?? default;
        // A schedule that changed while the host was down may be due earlier or later than stored.
        var missed = stored is not null && stored.Next <= Now && _schedule.NextAfter(stored.Last == default ? stored.LastUpdated : stored.Last) <= Now;
        if (missed || _runOnStartup)
        {
            Next = missed ? stored!.Next : Now; // Missed implies stored.
            Fire(isPastDue: missed);
            return;
        }

        await WaitForNextAsync();
    }

    /// <summary>Stops the timer. Completes when a run in progress has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _alarm.DisposeAsync();
        await _running;
        _stopping.Dispose();
    }

    private void Fire(bool isPastDue)
    {
        if (!_stopping.IsCancellationRequested)
            _running = RunAsync(isPastDue);
    }

    private async Task RunAsync(bool isPastDue)
    {
        // Taken on the clock's thread, before the clock checks whether work is in progress.
        using var token = _work.Begin();
        await Task.Yield();
        try
        {
            await _run(new TimerRun(isPastDue, _monitor is null ? null : Status()), _stopping.Token);
        }
        // It was due while the host stopped; the monitor makes up the run.
        catch (OperationCanceledException)
        {
            return;
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
            // The database logs it. It only matters for a run that is missed while the host is down; the next occurrence still runs.
        }

        if (!_stopping.IsCancellationRequested)
            _alarm.Change(Next - Now, Timeout.InfiniteTimeSpan);
    }

    private TimerStatus Status() => new(_last, Next, Now);
}
