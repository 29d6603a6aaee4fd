using AccessReview.Emulator.Clock;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>Activates a scheduled message at its time. A scheduled message does not count as work in progress.</summary>
internal sealed class MessageSchedule(EmulatorClock clock, Action<long> due) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, ITimer> _alarms = [];

    public void Add(long sequence, DateTimeOffset at)
    {
        var wait = at - clock.GetUtcNow();
        lock (_gate)
        {
            _alarms[sequence] = clock.CreateTimer(
                _ =>
                {
                    if (Remove(sequence))
                        due(sequence);
                },
                null,
                wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
                Timeout.InfiniteTimeSpan);
        }
    }

    public bool Remove(long sequence)
    {
        lock (_gate)
        {
            if (!_alarms.Remove(sequence, out var alarm))
                return false;
            alarm.Dispose();
            return true;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var alarm in _alarms.Values)
                alarm.Dispose();
            _alarms.Clear();
        }
    }
}
