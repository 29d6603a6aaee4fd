using AccessReview.Emulator.Durable.Storage;

namespace AccessReview.Emulator.Durable.Dispatch;

/// <summary>Sets the stored timers on the clock, and delivers them to their instances when they are due.</summary>
internal sealed class Timers(TimeProvider clock, Mailboxes mailboxes) : IDisposable
{
    /// <summary>A longer wait is split into steps, because system timers are limited to 49 days.</summary>
    private static readonly TimeSpan MaxStep = TimeSpan.FromDays(40);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Dictionary<long, Armed>> _armed = new(StringComparer.Ordinal);

    public void Arm(HubMessage message)
    {
        var wait = message.DueAt.GetValueOrDefault() - clock.GetUtcNow();
        if (wait <= TimeSpan.Zero)
        {
            Deliver(message);
            return;
        }

        lock (_gate)
        {
            if (!_armed.TryGetValue(message.InstanceId, out var timers))
                _armed[message.InstanceId] = timers = [];
            var step = wait < MaxStep ? wait : MaxStep;
            timers[message.Id] = new Armed(message, clock.CreateTimer(_ => Fire(message), null, step, Timeout.InfiniteTimeSpan));
        }
    }

    /// <summary>Cancels an instance's timers, except those of one execution, and returns their messages.</summary>
    public IReadOnlyList<HubMessage> Cancel(string instanceId, string? exceptExecutionId = null)
    {
        lock (_gate)
        {
            if (!_armed.TryGetValue(instanceId, out var timers))
                return [];
            var stopped = timers.Values
                .Where(armed => exceptExecutionId is null || armed.Message.ExecutionId != exceptExecutionId)
                .ToList();
            foreach (var (message, timer) in stopped)
            {
                timer.Dispose();
                timers.Remove(message.Id);
            }

            if (timers.Count == 0)
                _armed.Remove(instanceId);
            return stopped.ConvertAll(armed => armed.Message);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var instanceId in _armed.Keys.ToList())
                Cancel(instanceId);
        }
    }

    private void Fire(HubMessage message)
    {
        lock (_gate)
        {
            // The timer was cancelled at this moment.
            if (!_armed.TryGetValue(message.InstanceId, out var timers) || !timers.Remove(message.Id, out var armed))
                return;
            armed.Timer.Dispose();
            if (timers.Count == 0)
                _armed.Remove(message.InstanceId);
        }

        Arm(message);
    }

    private void Deliver(HubMessage message)
    {
        message.Event.Timestamp = clock.GetUtcNow().UtcDateTime;
        mailboxes.Deliver(message);
    }

    private sealed record Armed(HubMessage Message, ITimer Timer);
}
