namespace AccessReview.Emulator.Faults;

/// <summary>
/// How long a loop that failed waits before it tries again: twice as long each time, up to a limit, give or take a fifth,
/// so that those that failed together do not all try again together. Not thread-safe.
/// </summary>
internal sealed class Backoff
{
    private const double Jitter = 0.2;

    private TimeSpan? _next;

    public TimeSpan First { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan Next()
    {
        var wait = _next ?? First;
        _next = wait * 2 < Longest ? wait * 2 : Longest;
        // It keeps loops apart and guards nothing.
#pragma warning disable CA5394
        return wait * (1 - Jitter + (2 * Jitter * Random.Shared.NextDouble()));
#pragma warning restore CA5394
    }

    /// <summary>It worked: the next failure waits briefly again.</summary>
    public void Reset() => _next = null;
}
