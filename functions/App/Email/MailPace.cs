namespace AccessReview.App.Email;

/// <summary>
/// One rate as a token bucket, kept as a single time: when it would be full again. At most a sixth of a period's mails may
/// go at once, so that no period sees more than 7/6 of its number; the last tokens are kept for the more urgent.
/// </summary>
/// <param name="Mails">So many in <paramref name="Period"/>; 0: any number.</param>
public readonly record struct MailPace(int Mails, TimeSpan Period)
{
    private int Burst => int.Max(int.Min(Mails, 3), Mails / 6);

    public TimeSpan Interval => Mails == 0 ? TimeSpan.Zero : Period / Mails;

    /// <summary>When a mail of this priority may go.</summary>
    public DateTimeOffset EarliestFor(MailPriority priority, DateTimeOffset fullAt)
    {
        if (Mails == 0)
            return DateTimeOffset.MinValue;
        var kept = Burst < 3 ? 0 : int.Min(Burst - 1, (int)priority * int.Max(1, Burst / 4));
        return fullAt - (Interval * (Burst - 1 - kept));
    }

    /// <summary>When the bucket is full again after one more mail.</summary>
    public DateTimeOffset Spend(DateTimeOffset fullAt, DateTimeOffset now) => (fullAt > now ? fullAt : now) + Interval;
}
