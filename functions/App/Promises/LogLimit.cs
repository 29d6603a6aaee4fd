using System.Collections.Concurrent;

namespace AccessReview.App.Promises;

/// <summary>Keeps the log readable during a long outage: the same cause is written once a minute.</summary>
public sealed class LogLimit(TimeProvider clock)
{
    private const int Kept = 1000;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _written = new(StringComparer.Ordinal);

    /// <summary>Returns whether a line about this cause may be written now.</summary>
    public bool MayWrite(string cause)
    {
        var now = clock.GetUtcNow();
        // There are few causes. If there are many, they must not fill the memory.
        if (_written.Count >= Kept)
            _written.Clear();
        while (true)
        {
            if (!_written.TryGetValue(cause, out var last))
            {
                if (_written.TryAdd(cause, now))
                    return true;
            }
            else if (now >= last && now - last < Pause)
            {
                return false;
            }
            else if (_written.TryUpdate(cause, now, last))
            {
                return true;
            }
        }
    }
}
