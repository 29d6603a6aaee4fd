using AccessReview.App.Http;

namespace AccessReview.App.LinkPages;

/// <summary>Limits how often one link is opened in a minute.</summary>
public sealed class LinkRateLimit(TimeProvider clock)
{
    private const int MaxOpenedInMinute = 30;

    private readonly RateLimit _openings = new(MaxOpenedInMinute, clock);

    /// <summary>Counts one opening. Returns how long to wait; zero if the link may be opened.</summary>
    public TimeSpan Take(string link) => _openings.Take(link);
}
