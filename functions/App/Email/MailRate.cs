namespace AccessReview.App.Email;

/// <summary>
/// A rate limit as a token bucket, stored as one instant: when it would be full again. At most a sixth of a period's mails may
/// be sent at once, so that no period exceeds 7/6 of its limit. The last tokens are reserved for urgent mails.
/// </summary>
/// <param name="Mails">The limit per <paramref name="Period"/>; 0: no limit.</param>
public readonly record struct MailRate(int Mails, TimeSpan Period)
{
    /// <summary>How many may be sent at once; null: a sixth.</summary>
    public int? AtOnce { get; init; }

    private int Burst => AtOnce ?? int.Max(int.Min(Mails, 3), Mails / 6);

    public TimeSpan Interval => Mails == 0 ? TimeSpan.Zero : Period / Mails;

    /// <summary>When a mail of this priority may be sent.</summary>
    public DateTimeOffset EarliestFor(MailPriority priority, DateTimeOffset fullAt)
    {
        if (Mails == 0)
            return DateTimeOffset.MinValue;
        return fullAt - (Interval * (Burst - 1 - KeptFrom(priority)));
    }

    /// <summary>How many of this priority may be sent at once now; null: no limit.</summary>
    public int? FreeFor(MailPriority priority, DateTimeOffset fullAt, DateTimeOffset now)
    {
        if (Mails == 0)
            return null;
        var spent = fullAt > now ? (int)Math.Ceiling((fullAt - now) / Interval) : 0;
        return int.Max(0, Burst - KeptFrom(priority) - spent);
    }

    /// <summary>When the bucket is full again after one more mail.</summary>
    public DateTimeOffset Spend(DateTimeOffset fullAt, DateTimeOffset now) => (fullAt > now ? fullAt : now) + Interval;

    /// <summary>The tokens that this priority may not use.</summary>
    private int KeptFrom(MailPriority priority) => Burst < 3 ? 0 : int.Min(Burst - 1, (int)priority * int.Max(1, Burst / 4));
}
