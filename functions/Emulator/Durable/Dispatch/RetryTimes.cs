using System.Collections.Concurrent;
using AccessReview.Emulator.Faults;

namespace AccessReview.Emulator.Durable.Dispatch;

/// <summary>When work is retried that failed for reasons outside of itself.</summary>
internal sealed class RetryTimes(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Backoff> _failing = new(StringComparer.Ordinal);

    public void Schedule(string work, Action again)
    {
        var wait = _failing.GetOrAdd(work, _ => new Backoff()).Next();
        ITimer? timer = null;
        timer = clock.CreateTimer(
            _ =>
            {
                timer?.Dispose();
                again();
            },
            null,
            wait,
            Timeout.InfiniteTimeSpan);
    }

    public void Succeeded(string work) => _failing.TryRemove(work, out _);
}
