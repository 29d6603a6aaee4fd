using System.Collections.Concurrent;

namespace AccessReview.App.Links;

/// <summary>
/// Slows down who tries tokens out (10 wrong ones a minute from an address) and what hammers one (30 a minute). Counted in
/// each process: a guess has 128 bits against it, this only keeps the noise down.
/// </summary>
public sealed class LinkLimits(TimeProvider clock)
{
    private const int MostWrong = 10;
    private const int MostOpened = 30;

    private volatile Minute _minute = new(0);

    private ConcurrentDictionary<string, int> Counts
    {
        get
        {
            var now = clock.GetUtcNow().ToUnixTimeSeconds() / 60;
            if (_minute.Number != now)
                _minute = new Minute(now);
            return _minute.Counts;
        }
    }

    public bool IsGuessing(string address) => Counts.GetValueOrDefault($"wrong {address}") >= MostWrong;

    public void CountWrong(string address) => Counts.AddOrUpdate($"wrong {address}", 1, (_, count) => count + 1);

    public bool IsHammered(LinkClaims claims) => Counts.AddOrUpdate($"open {claims.Id}", 1, (_, count) => count + 1) > MostOpened;

    private sealed record Minute(long Number)
    {
        public ConcurrentDictionary<string, int> Counts { get; } = new(StringComparer.Ordinal);
    }
}
