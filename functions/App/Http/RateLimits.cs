using System.Net;
using System.Security.Cryptography;
using System.Text;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Http;

/// <summary>The rate limits for callers and network addresses.</summary>
public sealed class RateLimits(IOptions<RateLimitOptions> options, TimeProvider clock)
{
    private readonly RateLimit _users = new(options.Value.PerUserPerMinute, clock);
    private readonly RateLimit _tenant = new(options.Value.PerTenantPerMinute, clock);
    private readonly RateLimit _signIns = new(options.Value.SignInsPerAddressPerMinute, clock);
    private readonly RateLimit _signInsOfAddress = new(10 * Math.Min(options.Value.SignInsPerAddressPerMinute, 1_000_000), clock);
    private readonly RateLimit _signInMails = new(options.Value.SignInMailsPerMinute, clock);
    private readonly RateLimit _badTokens = new(options.Value.BadTokensPerAddressPerMinute, clock);
    private readonly RateLimit _unproven = new(options.Value.BadTokensPerAddressPerMinute, clock);

    /// <exception cref="ProblemException">Too many requests by this user, or in total: 429.</exception>
    public void Count(UserId caller)
    {
        var own = _users.Take(caller.Value);
        Check(own, Say($"You have sent too many requests. Try again in {Seconds(own)}."));
        var all = _tenant.Take("");
        Check(all, Say($"The service gets too many requests at the moment. Try again in {Seconds(all)}."));
    }

    /// <param name="context">The request.</param>
    /// <param name="mailAddress">The email address as it was typed. Each address has its own limit, so that colleagues do not affect each other.</param>
    /// <exception cref="ProblemException">Too many sign-in mails were requested from this network address: 429.</exception>
    public void CountSignIn(HttpContext context, string mailAddress)
    {
        var address = AddressOf(context);
        Check(_signIns.Take($"{address} {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(mailAddress.ToUpperInvariant())))}"), null);
        Check(_signInsOfAddress.Take(address), null);
    }

    /// <summary>False if too many sign-in mails are being sent, so that this one must not be sent.</summary>
    public bool TryTakeSignInMail() => _signInMails.Take("") == TimeSpan.Zero;

    /// <summary>Counts an invalid token. Valid tokens from the same network address are not limited by it.</summary>
    /// <exception cref="ProblemException">Too many invalid tokens came from this network address: 429.</exception>
    public void CountGuess(HttpContext context) => Check(_badTokens.Take(AddressOf(context)), null);

    /// <summary>
    /// Counts a token that can only be verified by a call to another service.
    /// It is counted apart from tokens that are invalid at sight, so that those do not block valid tokens from the same address.
    /// </summary>
    /// <exception cref="ProblemException">Too many came from this network address: 429.</exception>
    public void CountUnproven(HttpContext context) => Check(_unproven.Take(AddressOf(context)), null);

    /// <summary>Returns the token's count: it proved valid.</summary>
    public void ForgiveUnproven(HttpContext context) => _unproven.Return(AddressOf(context));

    /// <summary>Counts a message of a chat user who is not in the directory. All chat users come from the same network addresses.</summary>
    /// <exception cref="ProblemException">Too many messages came from this chat user: 429.</exception>
    public void CountStranger(string chatUser) => Check(_badTokens.Take($"chat {chatUser}"), null);

    // The address of the connection to the host, or from Site:ClientAddressHeader; anybody can set X-Forwarded-For.
    // IPv6: the /64 network, because one subscriber has 2^64 addresses.
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
