using AccessReview.Emulator.Clock;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>The message locks of this process. They are kept in memory only, so the locks of an ended process are void.</summary>
internal sealed class LockTable(EmulatorClock clock, TimeSpan duration, Action<MessageLock> expired) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, MessageLock> _held = [];

    public MessageLock Take(StoredMessage message, TimeSpan renewFor)
    {
        var now = clock.GetUtcNow();
        var taken = new MessageLock(message, now + duration, renewFor == TimeSpan.Zero ? DateTimeOffset.MinValue : now + renewFor);
        lock (_gate)
        {
            _held[taken.Token] = taken;
            taken.Alarm = clock.CreateTimer(_ => End(taken), null, duration, Timeout.InfiniteTimeSpan);
        }

        return taken;
    }

    public bool IsHeld(Guid token)
    {
        lock (_gate)
            return _held.ContainsKey(token);
    }

    /// <summary>Removes the lock for its settlement.</summary>
    public MessageLock Release(Guid token)
    {
        lock (_gate)
        {
            if (!_held.Remove(token, out var released))
                throw Lost();
            released.Alarm?.Dispose();
            return released;
        }
    }

    public DateTimeOffset Renew(Guid token)
    {
        lock (_gate)
            return _held.TryGetValue(token, out var held) ? Extend(held) : throw Lost();
    }

    public void StopRenewing(Guid token)
    {
        lock (_gate)
        {
            if (_held.TryGetValue(token, out var held))
                held.RenewedUntil = DateTimeOffset.MinValue;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var held in _held.Values)
                held.Alarm?.Dispose();
            _held.Clear();
        }
    }

    private static BusException Lost() => new(
        BusFault.LockLost,
        "The lock supplied is invalid. Either the lock expired, or the message has already been removed from the queue.");

    private DateTimeOffset Extend(MessageLock held)
    {
        held.Until = clock.GetUtcNow() + duration;
        held.Alarm?.Change(duration, Timeout.InfiniteTimeSpan);
        return held.Until;
    }

    private void End(MessageLock ending)
    {
        lock (_gate)
        {
            // The lock may have been renewed after the alarm.
            if (!_held.ContainsKey(ending.Token) || ending.Until > clock.GetUtcNow())
                return;
            if (ending.RenewedUntil > ending.Until)
            {
                Extend(ending);
                return;
            }

            _held.Remove(ending.Token);
            ending.Alarm?.Dispose();
        }

        expired(ending);
    }
}
