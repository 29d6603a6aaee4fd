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
    /// Sign-in mails that one network address may ask for to one mail address; ten times as many in all, so that colleagues
    /// behind it can sign in.
    /// </summary>
    [Range(1, 10_000_000)]
    public int SignInsPerAddressPerMinute { get; init; } = 10;

    /// <summary>Sign-in mails that are sent, whoever asks for whomever; what is asked for beyond is answered and not sent.</summary>
    [Range(1, 10_000_000)]
    public int SignInMailsPerMinute { get; init; } = 60;

    /// <summary>Tokens that are none, whatever for, that one network address may try.</summary>
    [Range(1, 10_000_000)]
    public int BadTokensPerAddressPerMinute { get; init; } = 10;
}
