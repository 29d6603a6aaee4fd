using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AccessReview.App.Http;
using AccessReview.App.Store;
using Azure;
using Azure.Data.Tables;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace AccessReview.App.SignIn;

/// <summary>
/// A sign-in that was sent to the issuer and has not returned. Its state, nonce and PKCE verifier are in an encrypted cookie,
/// so that only the same browser can finish it, and only once. Each sign-in has its own cookie, so that two tabs do not interfere.
/// </summary>
public sealed class PendingSignIn(
    Issuer issuer,
    IDataProtectionProvider protection,
    Cookies cookies,
    AppTables tables,
    IOptions<SignInOptions> options,
    IOptions<SiteOptions> site,
    TimeProvider clock)
{
    // An earlier version of the app had one cookie for all sign-ins of a browser.
    private const string OnlyCookie = "sign-in";
    private const string CookiePrefix = "sign-in-";
    private const int MaxPending = 5;

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private IDataProtector Seal => protection.CreateProtector("AccessReview.PendingSignIn");

    internal string ClientId => options.Value.Client ?? throw new InvalidOperationException("There is no SignIn:ClientId.");

    internal Uri Callback => site.Value.At(Addresses.Callback);

    /// <summary>Returns the issuer's URL to redirect the browser to.</summary>
    public async Task<Uri> BeginAsync(HttpContext context, string returnTo, CancellationToken cancellationToken)
    {
        var published = await issuer.PublishedAsync(cancellationToken);
        MakeRoom(context);
        var began = new Began(SecretHash.NewSecret(), SecretHash.NewSecret(), SecretHash.NewSecret(), returnTo, clock.GetUtcNow() + Life);
        cookies.Write(context.Response, CookieOf(began.State), Seal.Protect(JsonSerializer.Serialize(began)), Life);
        return new Uri(QueryHelpers.AddQueryString(published.AuthorizationEndpoint, new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = ClientId,
            ["redirect_uri"] = Callback.AbsoluteUri,
            ["scope"] = options.Value.Scope,
            ["state"] = began.State,
            ["nonce"] = began.Nonce,
            ["code_challenge"] = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(began.Verifier))),
            ["code_challenge_method"] = "S256",
        }));
    }

    /// <summary>
    /// Returns the sign-in that this browser started with <paramref name="state"/>.
    /// It can be taken once, even if the browser keeps the cookie.
    /// </summary>
    internal async Task<Began?> TakeAsync(HttpContext context, string state, CancellationToken cancellationToken)
    {
        var cookie = cookies.Read(context.Request, CookieOf(state)) is null ? OnlyCookie : CookieOf(state);
        var began = Open(cookies.Read(context.Request, cookie));
        if (began is null || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(began.State), Encoding.UTF8.GetBytes(state)))
            return null;
        cookies.Write(context.Response, cookie, null);
        return began.EndsAt > clock.GetUtcNow() && await TryUseAsync(began, cancellationToken) ? began : null;
    }

    private async Task<bool> TryUseAsync(Began began, CancellationToken cancellationToken)
    {
        var hash = HashOf(began.State);
        try
        {
            var row = new TableEntity(SecretHash.Partition("used", hash), hash) { ["EndsAt"] = began.EndsAt };
            await tables.SignIns.AddEntityAsync(row, cancellationToken);
            return true;
        }
        catch (RequestFailedException used) when (used.Status == StatusCodes.Status409Conflict)
        {
            return false;
        }
    }

    /// <summary>Deletes the oldest pending sign-in of a browser that starts too many.</summary>
    private void MakeRoom(HttpContext context)
    {
        var prefix = cookies.NameOf(CookiePrefix);
        var pending = context.Request.Cookies
            .Where(cookie => cookie.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(cookie => (Name: CookiePrefix + cookie.Key[prefix.Length..], Open(cookie.Value)?.EndsAt))
            .OrderByDescending(cookie => cookie.EndsAt ?? DateTimeOffset.MinValue)
            .Skip(MaxPending - 1);
        foreach (var (name, _) in pending)
            cookies.Write(context.Response, name, null);
    }

    private Began? Open(string? sealedText)
    {
        try
        {
            return sealedText is null ? null : JsonSerializer.Deserialize<Began>(Seal.Unprotect(sealedText));
        }
        catch (Exception broken) when (broken is CryptographicException or JsonException)
        {
            return null;
        }
    }

    private static string CookieOf(string state) => CookiePrefix + HashOf(state)[..16];

    private static string HashOf(string state) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)));

    internal sealed record Began(string State, string Nonce, string Verifier, string ReturnTo, DateTimeOffset EndsAt);
}
