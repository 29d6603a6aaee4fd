using System.ComponentModel.DataAnnotations;

namespace AccessReview.App.Http;

/// <summary>Settings <c>RateLimits:*</c>.</summary>
public sealed record RateLimitOptions
{
    public const string Section = "RateLimits";

    [Range(1, 10_000_000)]
    public int PerUserPerMinute { get; init; } = 60;

    [Range(1, 10_000_000)]
    public int PerTenantPerMinute { get; init; } = 600;

    /// <summary>
    /// Sign-in mails per minute that one network address may request for one email address.
    /// The limit for all email addresses together is ten times higher, so that colleagues behind one network address can sign in.
    /// </summary>
    [Range(1, 10_000_000)]
    public int SignInsPerAddressPerMinute { get; init; } = 10;

    /// <summary>Sign-in mails per minute in total. Requests above the limit get the same response, but no mail is sent.</summary>
    [Range(1, 10_000_000)]
    public int SignInMailsPerMinute { get; init; } = 60;

    /// <summary>Invalid tokens of all kinds per minute that one network address may send.</summary>
    [Range(1, 10_000_000)]
    public int BadTokensPerAddressPerMinute { get; init; } = 10;
}
