namespace AccessReview.Emulator.Faults;

/// <summary>
/// How long a failed loop waits before a retry: twice as long each time, up to a limit, with a jitter of a fifth,
/// so that loops that failed together do not all retry together. Not thread-safe.
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
        // The jitter does not need to be secure.
#pragma warning disable CA5394
        return wait * (1 - Jitter + (2 * Jitter * Random.Shared.NextDouble()));
#pragma warning restore CA5394
    }

    /// <summary>Resets the wait after a success.</summary>
    public void Reset() => _next = null;
}
