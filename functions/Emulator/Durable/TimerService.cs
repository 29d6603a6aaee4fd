using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Durable.History;
using AccessReview.Emulator.Durable.Turns;

namespace AccessReview.Emulator.Durable;

/// <summary>Arms the stored timers on the clock and tells their instances when they fire.</summary>
internal sealed class TimerService(EmulatorClock clock, Mailboxes mailboxes) : IDisposable
{
    /// <summary>The number of the timer that starts an instance which was scheduled for later.</summary>
    public const int StartTimer = -1;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Dictionary<(string ExecutionId, int TimerId), ITimer>> _armed = new(StringComparer.Ordinal);

    public void Arm(DurableTimer timer)
    {
        var wait = timer.FireAt - clock.GetUtcNow();
        if (wait <= TimeSpan.Zero)
        {
            Tell(timer);
            return;
        }

        lock (_gate)
        {
            if (!_armed.TryGetValue(timer.InstanceId, out var timers))
                _armed[timer.InstanceId] = timers = [];
            timers[(timer.ExecutionId, timer.TimerId)] = clock.CreateTimer(_ => Fire(timer), null, wait, Timeout.InfiniteTimeSpan);
        }
    }

    public void Cancel(string instanceId, string executionId, int timerId)
    {
        lock (_gate)
            Forget(instanceId, (executionId, timerId));
    }

    public void CancelAll(string instanceId)
    {
        lock (_gate)
        {
            if (!_armed.Remove(instanceId, out var timers))
                return;
            foreach (var timer in timers.Values)
                timer.Dispose();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var instanceId in _armed.Keys.ToList())
                CancelAll(instanceId);
        }
    }

    private void Fire(DurableTimer timer)
    {
        Tell(timer);
        Cancel(timer.InstanceId, timer.ExecutionId, timer.TimerId);
    }

    private void Tell(DurableTimer timer)
    {
        HistoryEvent fired = timer.TimerId == StartTimer ? new HistoryEvent.ExecutionStarted() : new HistoryEvent.TimerFired(timer.TimerId);
        mailboxes.Deliver(new Message(timer.InstanceId, timer.ExecutionId, fired));
    }

    private void Forget(string instanceId, (string ExecutionId, int TimerId) key)
    {
        if (!_armed.TryGetValue(instanceId, out var timers) || !timers.Remove(key, out var timer))
            return;
        timer.Dispose();
        if (timers.Count == 0)
            _armed.Remove(instanceId);
    }
}
