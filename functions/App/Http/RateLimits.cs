using System.Net;
using System.Security.Cryptography;
using System.Text;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Http;

/// <summary>How often who may ask.</summary>
public sealed class RateLimits(IOptions<RateLimitOptions> options, TimeProvider clock)
{
    private readonly RateLimit _users = new(options.Value.PerUserPerMinute, clock);
    private readonly RateLimit _tenant = new(options.Value.PerTenantPerMinute, clock);
    private readonly RateLimit _signIns = new(options.Value.SignInsPerAddressPerMinute, clock);
    private readonly RateLimit _signInsOfAddress = new(10 * Math.Min(options.Value.SignInsPerAddressPerMinute, 1_000_000), clock);
    private readonly RateLimit _signInMails = new(options.Value.SignInMailsPerMinute, clock);
    private readonly RateLimit _badTokens = new(options.Value.BadTokensPerAddressPerMinute, clock);
    private readonly RateLimit _unproven = new(options.Value.BadTokensPerAddressPerMinute, clock);

    /// <exception cref="ProblemException">Too many of this person's requests, or of everybody's: 429.</exception>
    public void Count(UserId caller)
    {
        var own = _users.Take(caller.Value);
        Check(own, Say($"You have sent too many requests. Try again in {Seconds(own)}."));
        var all = _tenant.Take("");
        Check(all, Say($"The service gets too many requests at the moment. Try again in {Seconds(all)}."));
    }

    /// <param name="context">The request.</param>
    /// <param name="mailAddress">As it was typed. What is asked for one is not counted against a colleague's.</param>
    /// <exception cref="ProblemException">Too many sign-in mails were asked for from there: 429.</exception>
    public void CountSignIn(HttpContext context, string mailAddress)
    {
        var address = AddressOf(context);
        Check(_signIns.Take($"{address} {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(mailAddress.ToUpperInvariant())))}"), null);
        Check(_signInsOfAddress.Take(address), null);
    }

    /// <summary>False: so many sign-in mails are sent at the moment that this one is not.</summary>
    public bool TryTakeSignInMail() => _signInMails.Take("") == TimeSpan.Zero;

    /// <summary>Counts a token that was none. Whoever guesses on is told to wait; a good token is never held up by a neighbour's bad ones.</summary>
    /// <exception cref="ProblemException">Too many came from there: 429.</exception>
    public void CountGuess(HttpContext context) => Check(_badTokens.Take(AddressOf(context)), null);

    /// <summary>
    /// Counts a token for which somebody else must be asked before it is known to be good. Apart from those that show
    /// themselves as none, so that a neighbour's nonsense does not hold a good one up.
    /// </summary>
    /// <exception cref="ProblemException">Too many came from there: 429.</exception>
    public void CountUnproven(HttpContext context) => Check(_unproven.Take(AddressOf(context)), null);

    /// <summary>It proved good.</summary>
    public void ForgiveUnproven(HttpContext context) => _unproven.Return(AddressOf(context));

    /// <summary>Counts what a user of a chat sends who is nobody here: all of a chat comes from the same network addresses.</summary>
    /// <exception cref="ProblemException">Too much came from them: 429.</exception>
    public void CountStranger(string chatUser) => Check(_badTokens.Take($"chat {chatUser}"), null);

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

    private static string Seconds(TimeSpan wait) => Math.Ceiling(wait.TotalSeconds) switch
    {
        <= 1 => Say($"1 second"),
        var seconds => Say($"{seconds:N0} seconds"),
    };

    private static void Check(TimeSpan wait, string? detail)
    {
        if (wait > TimeSpan.Zero)
            throw Problems.TooMany(wait, detail);
    }
}
