namespace AccessReview.App.Links;

/// <summary>The lifetime of a link.</summary>
public static class LinkLife
{
    /// <summary>The maximum difference between two machines' clocks.</summary>
    public static readonly TimeSpan Leeway = TimeSpan.FromSeconds(60);

    /// <summary>The maximum age of a link, whatever its token says.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromDays(14);

    private static readonly TimeSpan Usual = TimeSpan.FromDays(7);
    private static readonly TimeSpan AfterDue = TimeSpan.FromDays(1);

    public static DateTimeOffset End(DateTimeOffset issuedAt, DateTimeOffset dueAt) =>
        dueAt + AfterDue < issuedAt + Usual ? dueAt + AfterDue : issuedAt + Usual;

    public static bool IsOver(LinkClaims claims, DateTimeOffset now) =>
        now > claims.ExpiresAt + Leeway || now > claims.IssuedAt + Max + Leeway;

    /// <summary>The app's own clocks do not sign in the future, so such a token is invalid.</summary>
    public static bool IsFromTheFuture(LinkClaims claims, DateTimeOffset now) => claims.IssuedAt > now + Leeway;
}
