namespace AccessReview.App.SignIn;

/// <summary>
/// How many sign-in links one person is mailed, whoever asks: three at once, then one in ten minutes. A link lives for
/// longer than that, so whoever is told nothing new has a good one in their mailbox, or has used it just now.
/// </summary>
internal static class MailedLinkPace
{
    private const int AtOnce = 3;

    private static readonly TimeSpan Each = TimeSpan.FromMinutes(10);

    /// <param name="fullAt">When the bucket is full again.</param>
    public static bool Allows(DateTimeOffset fullAt, DateTimeOffset now) => fullAt <= now + (Each * (AtOnce - 1));

    public static DateTimeOffset Spend(DateTimeOffset fullAt, DateTimeOffset now) => (fullAt > now ? fullAt : now) + Each;
}
