namespace AccessReview.App.Links;

/// <summary>How long a link lives.</summary>
public static class LinkLife
{
    /// <summary>How far two machines' clocks may differ.</summary>
    public static readonly TimeSpan Leeway = TimeSpan.FromSeconds(60);

    /// <summary>No link is older, whatever was signed.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromDays(14);

    private static readonly TimeSpan Usual = TimeSpan.FromDays(7);
    private static readonly TimeSpan AfterDue = TimeSpan.FromDays(1);

    public static DateTimeOffset End(DateTimeOffset issuedAt, DateTimeOffset dueAt) =>
        dueAt + AfterDue < issuedAt + Usual ? dueAt + AfterDue : issuedAt + Usual;

    public static bool IsOver(LinkClaims claims, DateTimeOffset now) =>
        now > claims.ExpiresAt + Leeway || now > claims.IssuedAt + Most + Leeway;

    /// <summary>No honest clock of ours signs in the future.</summary>
    public static bool IsFromTheFuture(LinkClaims claims, DateTimeOffset now) => claims.IssuedAt > now + Leeway;
}
