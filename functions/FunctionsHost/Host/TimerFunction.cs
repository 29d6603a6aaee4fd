using System.Text.Json;
using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Host;
using AccessReview.Emulator.Storage;
using AccessReview.FunctionsHost.Host.Rpc;
using Microsoft.Extensions.Logging;

namespace AccessReview.FunctionsHost.Host;

/// <summary>One timer function: waits for its next occurrence, runs, and only then waits for the one after, so it is never run twice at once.</summary>
internal sealed partial class TimerFunction : IAsyncDisposable
{
    private readonly WorkerFunction _function;
    private readonly Schedule _schedule;
    private readonly TimerMonitor? _monitor;
    private readonly bool _runOnStartup;
    private readonly Func<WorkerFunction, InvocationInputs, CancellationToken, Task<InvocationAnswer>> _run;
    private readonly EmulatorClock _clock;
    private readonly WorkInFlight _work;
    private readonly ILogger _logger;
    private readonly ITimer _alarm;
    private readonly CancellationTokenSource _stopping = new();
    private DateTime _last;
    private Task _running = Task.CompletedTask;

    public TimerFunction(
        WorkerFunction function,
        Schedule schedule,
        TimerMonitor monitor,
        Func<WorkerFunction, InvocationInputs, CancellationToken, Task<InvocationAnswer>> run,
        EmulatorClock clock,
        WorkInFlight work,
        ILogger logger)
    {
        _function = function;
        _schedule = schedule;
        _monitor = function.Trigger.Flag("useMonitor", otherwise: true, function.Name) && schedule.IsSlow(clock.GetUtcNow().UtcDateTime) ? monitor : null;
        _runOnStartup = function.Trigger.Flag("runOnStartup", otherwise: false, function.Name);
        _run = run;
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

    /// <summary>Stops. Ends when the run under way, if any, has ended.</summary>
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
        // Taken on the clock's thread, before the clock looks whether anything is in flight.
        using var token = _work.Begin();
        await Task.Yield();
        try
        {
            var answer = await _run(_function, new InvocationInputs { Trigger = Info(isPastDue) }, _stopping.Token);
            if (answer.Failure is { } failure)
                Log.Failed(_logger, Name, failure.Message);
        }
        catch (WorkerLostException lost)
        {
            Log.Failed(_logger, Name, lost.Message);
        }
        // It was due while the worker was down and the host stops; the monitor makes it good.
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
            // The database logs it. Only a run missed while nothing is up depends on this; the next occurrence comes all the same.
        }

        if (!_stopping.IsCancellationRequested)
            _alarm.Change(Next - Now, Timeout.InfiniteTimeSpan);
    }

    private TimerStatus Status() => new(_last, Next, Now);

    /// <remarks>The real host sends the kind of schedule too, which the worker's TimerInfo does not read.</remarks>
    private TypedData Info(bool isPastDue) =>
        new() { Json = JsonSerializer.Serialize(new { ScheduleStatus = _monitor is null ? null : Status(), IsPastDue = isPastDue }) };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Function} failed and runs again at its next occurrence: {Why}")]
        public static partial void Failed(ILogger logger, string function, string why);
    }
}
