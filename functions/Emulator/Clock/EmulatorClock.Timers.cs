namespace AccessReview.Emulator.Clock;

/// <summary>The timers: an alarm in real time fires due timers, and a move of the clock fires each one at its own time.</summary>
public sealed partial class EmulatorClock
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ClockTimer(this, callback, state, Interlocked.Increment(ref _timerCount));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// Creates a timer for a schedule such as "every minute". While the clock jumps over days, it fires once between two other due timers,
    /// as a host that was down runs a missed schedule once. So fourteen days take a second instead of 20,160 runs.
    /// </summary>
    internal ITimer CreateScheduleTimer(TimerCallback callback) =>
        new ClockTimer(this, callback, null, Interlocked.Increment(ref _timerCount)) { CatchesUpOnce = true };

    /// <summary>The times of the next timers, soonest first.</summary>
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

    /// <param name="timer">Null: the alarm is about to fire other timers at the current time, and the clock waits for them.</param>
    private bool TryTakeNextDue(DateTimeOffset target, TimeSpan step, out ClockTimer? timer)
    {
        lock (_gate)
        {
            timer = null;
            if (!_work.IsIdle)
                return true;
            if (_timers.Min is not { } next || next.DueAt > target)
                return false;
            var at = next.CatchesUpOnce && step > TimeSpan.Zero ? NextStop(next.DueAt, step, target) : next.DueAt;
            if (at > _standsAt)
                Set(_offset, at);
            Requeue(next);
            timer = next;
            return true;
        }
    }

    private DateTimeOffset NextStop(DateTimeOffset due, TimeSpan step, DateTimeOffset target)
    {
        var multiple = step - new TimeSpan(due.UtcTicks % step.Ticks);
        var stop = due.UtcTicks % step.Ticks == 0 ? due : multiple < target - due ? due + multiple : target;
        return _timers.FirstOrDefault(timer => !timer.CatchesUpOnce) is { } other && other.DueAt < stop ? other.DueAt : stop;
    }

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
        // A timer that is due at once fires even while the clock is stopped, because no time has to pass.
        if (_timers.Min is not { } next || (_standsAt is not null && next.DueAt > Now))
        {
            _alarm.Change(Timeout.Infinite, Timeout.Infinite);
            return;
        }

        var wait = Math.Clamp((next.DueAt - Now).TotalMilliseconds, 0, TimeSpan.FromDays(1).TotalMilliseconds);
        _alarm.Change((long)Math.Ceiling(wait), Timeout.Infinite);
    }
}
