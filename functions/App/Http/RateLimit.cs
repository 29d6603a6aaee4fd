using System.Collections.Concurrent;

namespace AccessReview.App.Http;

/// <summary>
/// A rate limit per minute and key: a bucket that refills evenly. It uses the injected clock and can return a token, which
/// System.Threading.RateLimiting cannot (decisions/0032). Each process counts for itself (decisions/0009).
/// </summary>
public sealed class RateLimit(int perMinute, TimeProvider clock)
{
    private const int PruneThreshold = 10_000;

    private static readonly TimeSpan Full = TimeSpan.FromMinutes(1);

    private readonly TimeSpan _each = Full / perMinute;
    private readonly ConcurrentDictionary<string, DateTimeOffset> _emptyUntil = new(StringComparer.Ordinal);

    /// <summary>Takes one token. Returns how long to wait for it; zero if it was available.</summary>
    public TimeSpan Take(string key)
    {
        var now = clock.GetUtcNow();
        if (_emptyUntil.Count > PruneThreshold)
            Forget(now);

        // The bucket is stored as one instant: when it will be full again.
        while (true)
        {
            var fullAt = _emptyUntil.TryGetValue(key, out var known) && known > now ? known : now;
            if (WaitAt(fullAt, now) is var wait && wait > TimeSpan.Zero)
                return wait;
            if (known == default ? _emptyUntil.TryAdd(key, fullAt + _each) : _emptyUntil.TryUpdate(key, fullAt + _each, known))
                return TimeSpan.Zero;
        }
    }

    /// <summary>Returns a token, because the request turned out not to count.</summary>
    public void Return(string key)
    {
        while (_emptyUntil.TryGetValue(key, out var fullAt) && !_emptyUntil.TryUpdate(key, fullAt - _each, fullAt))
        {
        }
    }

    // If the clock goes back, nobody must wait longer than one bucket lasts.
    private TimeSpan WaitAt(DateTimeOffset fullAt, DateTimeOffset now) => fullAt - now is var debt && debt > Full * 2 ? TimeSpan.Zero : Max(debt + _each - Full);

    private static TimeSpan Max(TimeSpan wait) => wait > TimeSpan.Zero ? wait : TimeSpan.Zero;

    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, fullAt) in _emptyUntil)
        {
            if (fullAt <= now)
                _emptyUntil.TryRemove(new KeyValuePair<string, DateTimeOffset>(key, fullAt));
        }
    }
}
