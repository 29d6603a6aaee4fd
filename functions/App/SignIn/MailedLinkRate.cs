namespace AccessReview.App.SignIn;

/// <summary>
/// The rate limit of sign-in links for one user, no matter who requests them: three at once, then one every ten minutes.
/// A link is valid for longer than that, so a user who gets no new link has a valid one in the mailbox or has just used it.
/// </summary>
internal static class MailedLinkRate
{
    private const int AtOnce = 3;

    private static readonly TimeSpan Each = TimeSpan.FromMinutes(10);

    /// <param name="fullAt">When the bucket is full again.</param>
    public static bool Allows(DateTimeOffset fullAt, DateTimeOffset now) => fullAt <= now + (Each * (AtOnce - 1));

    public static DateTimeOffset Spend(DateTimeOffset fullAt, DateTimeOffset now) => (fullAt > now ? fullAt : now) + Each;
}
