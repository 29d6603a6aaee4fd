namespace AccessReview.Emulator.Clock;

/// <summary>One timer of the <see cref="EmulatorClock"/>; ordered by due time, then by age.</summary>
internal sealed class ClockTimer(EmulatorClock clock, TimerCallback callback, object? state, long number) : ITimer
{
    public static IComparer<ClockTimer> ByDue { get; } = Comparer<ClockTimer>.Create(
        (left, right) => left.DueAt != right.DueAt ? left.DueAt.CompareTo(right.DueAt) : left.Number.CompareTo(right.Number));

    public DateTimeOffset DueAt { get; set; }

    public TimeSpan Period { get; set; }

    /// <summary>True for a schedule: after a long move of the clock it runs once instead of once for each missed time.</summary>
    public bool CatchesUpOnce { get; init; }

    private long Number { get; } = number;

    public void Fire() => callback(state);

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        clock.Schedule(this, dueTime, period);
        return true;
    }

    public void Dispose() => clock.Forget(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
