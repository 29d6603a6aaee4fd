using System.Net;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using static AccessReview.App.Wording.Language;

namespace AccessReview.App.Http;

/// <summary>How often who may ask.</summary>
public sealed class RateLimits(IOptions<RateLimitOptions> options, TimeProvider clock)
{
    private readonly RateLimit _users = new(options.Value.PerUserPerMinute, clock);
    private readonly RateLimit _tenant = new(options.Value.PerTenantPerMinute, clock);
    private readonly RateLimit _signIns = new(options.Value.SignInsPerAddressPerMinute, clock);
    private readonly RateLimit _badTokens = new(options.Value.BadTokensPerAddressPerMinute, clock);

    /// <exception cref="ProblemException">Too many of this person's requests, or of everybody's: 429.</exception>
    public void Count(UserId caller)
    {
        Check(_users.Take(caller.Value), Say($"You send more requests than are answered."));
        Check(_tenant.Take(""), Say($"More requests come in than are answered."));
    }

    /// <exception cref="ProblemException">Too many sign-in mails were asked for from there: 429.</exception>
    public void CountSignIn(HttpContext context) => Check(_signIns.Take(AddressOf(context)), null);

    /// <summary>Counts a token that was none. Whoever guesses on is told to wait; a good token is never held up by a neighbour's bad ones.</summary>
    /// <exception cref="ProblemException">Too many came from there: 429.</exception>
    public void CountGuess(HttpContext context) => Check(_badTokens.Take(AddressOf(context)), null);

    // Of whoever connected to the host, or whom Site:ClientAddressHeader names; X-Forwarded-For is anybody's to write.
    // IPv6: the network, as one subscriber has 2^64 addresses.
    private static string AddressOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        return Convert.ToHexString(bytes.Length == 16 ? bytes.AsSpan(0, 8) : bytes);
    }

    private static void Check(TimeSpan wait, string? detail)
    {
        if (wait > TimeSpan.Zero)
            throw Problems.TooMany(wait, detail);
    }
}
