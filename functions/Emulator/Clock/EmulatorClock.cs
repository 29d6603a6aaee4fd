namespace AccessReview.Emulator.Clock;

/// <summary>
/// The one clock of the emulator and of the app that it hosts. It runs with real time plus an offset, or stands still
/// (<see cref="Freeze"/>); <see cref="AdvanceAsync"/> moves it forward from one due timer to the next and lets the
/// work that each timer starts come to rest before it goes on, so whatever happens, happens at its own hour.
/// </summary>
public sealed class EmulatorClock : TimeProvider, IDisposable
{
    /// <summary>A move longer than this is a jump: to schedules it is as if the host had been down.</summary>
    private static readonly TimeSpan Jump = TimeSpan.FromHours(23);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _oneAdvance = new(1, 1);
    private readonly SortedSet<ClockTimer> _timers = new(ClockTimer.ByDue);
    private readonly WorkInFlight _work;
    private readonly ClockFile? _file;
    private readonly Timer _alarm;
    private TimeSpan _offset;
    private DateTimeOffset? _standsAt;
    private long _timerCount;

    public EmulatorClock(WorkInFlight work)
        : this(work, null)
    {
    }

    /// <param name="file">Where workers read this clock; null: none do.</param>
    internal EmulatorClock(WorkInFlight work, ClockFile? file)
    {
        _work = work;
        _file = file;
        _alarm = new Timer(_ => FireDue(), null, Timeout.Infinite, Timeout.Infinite);
    }

    /// <summary>Raised with the new offset from real time after each move; the emulator stores it.</summary>
    public event EventHandler<ClockMovedEventArgs>? Moved;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How far this clock is ahead of the machine's.</summary>
    public TimeSpan Offset
    {
        get
        {
            lock (_gate)
                return _offset;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return Now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Stands still at <paramref name="at"/> from now on; only <see cref="AdvanceAsync"/> moves it.</summary>
    public void Freeze(DateTimeOffset at)
    {
        lock (_gate)
        {
            Set(at - System.GetUtcNow(), at.ToUniversalTime());
            SetAlarm();
        }
    }

    /// <summary>Continues where an earlier process had left the clock.</summary>
    public void Restore(TimeSpan offset)
    {
        lock (_gate)
        {
            Set(offset, _standsAt);
            SetAlarm();
        }
    }

    /// <summary>Moves the clock forward, firing each due timer at its own time and waiting for rest in between.</summary>
    public async Task AdvanceAsync(TimeSpan by, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        await _oneAdvance.WaitAsync(cancellationToken);
        try
        {
            await _work.WhenIdleAsync(cancellationToken);
            bool wasFrozen;
            DateTimeOffset target;
            lock (_gate)
            {
                wasFrozen = _standsAt is not null;
                Set(_offset, Now);
                target = Now + by;
            }

            while (TryTakeNextDue(target, by > Jump, out var timer))
            {
                timer?.Fire();
                await _work.WhenIdleAsync(cancellationToken);
            }

            lock (_gate)
            {
                Set(target - System.GetUtcNow(), wasFrozen ? target : null);
                SetAlarm();
            }

            Moved?.Invoke(this, new ClockMovedEventArgs(Offset));
        }
        finally
        {
            _oneAdvance.Release();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ClockTimer(this, callback, state, Interlocked.Increment(ref _timerCount));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// A timer for a schedule such as "every minute". While the clock jumps over days it fires once between two other
    /// due things, as a host that was down runs a missed schedule once: fourteen days take a second, not 20,160 runs.
    /// </summary>
    internal ITimer CreateScheduleTimer(TimerCallback callback) =>
        new ClockTimer(this, callback, null, Interlocked.Increment(ref _timerCount)) { CatchesUpOnce = true };

    public void Dispose()
    {
        _alarm.Dispose();
        _oneAdvance.Dispose();
    }

    /// <summary>When the next timers are due, soonest first.</summary>
    internal IReadOnlyList<DateTimeOffset> NextDue(int atMost)
    {
        lock (_gate)
            return [.. _timers.Take(atMost).Select(timer => timer.DueAt)];
    }

    internal void Schedule(ClockTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            timer.Period = period;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                timer.DueAt = Now + dueTime;
                _timers.Add(timer);
            }

            SetAlarm();
        }
    }

    internal void Forget(ClockTimer timer)
    {
        lock (_gate)
            _timers.Remove(timer);
    }

    private DateTimeOffset Now => _standsAt ?? System.GetUtcNow() + _offset;

    private void Set(TimeSpan offset, DateTimeOffset? standsAt)
    {
        (_offset, _standsAt) = (offset, standsAt);
        _file?.Write(offset, standsAt);
    }

    /// <param name="timer">Null: the alarm is about to fire others at the moment where the clock stands, and the clock waits for them.</param>
    private bool TryTakeNextDue(DateTimeOffset target, bool isJump, out ClockTimer? timer)
    {
        lock (_gate)
        {
            timer = null;
            if (!_work.IsIdle)
                return true;
            if (_timers.Min is not { } next || next.DueAt > target)
                return false;
            var at = isJump && next.CatchesUpOnce ? NextStop(target) : next.DueAt;
            if (at > _standsAt)
                Set(_offset, at);
            Requeue(next);
            timer = next;
            return true;
        }
    }

    private DateTimeOffset NextStop(DateTimeOffset target) =>
        _timers.FirstOrDefault(timer => !timer.CatchesUpOnce) is { } next && next.DueAt < target ? next.DueAt : target;

    private void FireDue()
    {
        using var firing = _work.Begin();
        List<ClockTimer> due = [];
        lock (_gate)
        {
            while (_timers.Min is { } next && next.DueAt <= Now)
            {
                Requeue(next);
                due.Add(next);
            }

            SetAlarm();
        }

        foreach (var timer in due)
            timer.Fire();
    }

    private void Requeue(ClockTimer timer)
    {
        _timers.Remove(timer);
        if (timer.Period <= TimeSpan.Zero)
            return;
        timer.DueAt += timer.Period;
        _timers.Add(timer);
    }

    private void SetAlarm()
    {
        // A timer that is due at once fires even while the clock stands still: no time has to pass for it.
        if (_timers.Min is not { } next || (_standsAt is not null && next.DueAt > Now))
        {
            _alarm.Change(Timeout.Infinite, Timeout.Infinite);
            return;
        }

        var wait = Math.Clamp((next.DueAt - Now).TotalMilliseconds, 0, TimeSpan.FromDays(1).TotalMilliseconds);
        _alarm.Change((long)Math.Ceiling(wait), Timeout.Infinite);
    }
}
