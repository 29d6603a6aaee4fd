namespace AccessReview.Emulator.Clock;

/// <summary>
/// The one clock of the emulator and its app. It runs with real time plus an offset, or is stopped (<see cref="Freeze"/>).
/// <see cref="AdvanceAsync"/> moves it forward from one due timer to the next, and waits until the work of each timer is done
/// before it continues, so that everything happens at its own time.
/// </summary>
public sealed partial class EmulatorClock : TimeProvider, IDisposable
{
    /// <summary>A longer move is a jump: schedules treat it as if the host had been down.</summary>
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

    /// <param name="file">Where workers read this clock; null: there are no workers.</param>
    internal EmulatorClock(WorkInFlight work, ClockFile? file)
    {
        _work = work;
        _file = file;
        _alarm = new Timer(_ => FireDue(), null, Timeout.Infinite, Timeout.Infinite);
    }

    /// <summary>Raised after each move with the new offset from real time; the emulator stores it.</summary>
    public event EventHandler<ClockMovedEventArgs>? Moved;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How far this clock is ahead of the machine's clock.</summary>
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

    /// <summary>Stops the clock at <paramref name="at"/>; from then on only <see cref="AdvanceAsync"/> moves it.</summary>
    public void Freeze(DateTimeOffset at)
    {
        lock (_gate)
        {
            Set(at - System.GetUtcNow(), at.ToUniversalTime());
            SetAlarm();
        }
    }

    /// <summary>Continues with the offset of an earlier process.</summary>
    public void Restore(TimeSpan offset)
    {
        lock (_gate)
        {
            Set(offset, _standsAt);
            SetAlarm();
        }
    }

    /// <summary>Moves the clock forward, fires each due timer at its own time, and waits until its work is done.</summary>
    public Task AdvanceAsync(TimeSpan by, CancellationToken cancellationToken = default) =>
        AdvanceInStepsAsync(by, by > Jump ? TimeSpan.MaxValue : TimeSpan.Zero, cancellationToken);

    /// <summary>Moves the clock as <see cref="AdvanceAsync"/>, with fewer runs of schedules.</summary>
    /// <param name="by">How far.</param>
    /// <param name="step">A schedule runs only at multiples of it, right before other timers, and at the end; zero: at all its times.</param>
    /// <param name="cancellationToken">Stops the clock where it is.</param>
    internal async Task AdvanceInStepsAsync(TimeSpan by, TimeSpan step, CancellationToken cancellationToken = default)
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

            while (TryTakeNextDue(target, step, out var timer))
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

    public void Dispose()
    {
        _alarm.Dispose();
        _oneAdvance.Dispose();
    }

    private DateTimeOffset Now => _standsAt ?? System.GetUtcNow() + _offset;

    private void Set(TimeSpan offset, DateTimeOffset? standsAt)
    {
        (_offset, _standsAt) = (offset, standsAt);
        _file?.Write(offset, standsAt);
    }
}
