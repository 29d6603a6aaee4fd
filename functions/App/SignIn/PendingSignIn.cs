using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace AccessReview.App.SignIn;

/// <summary>
/// A sign-in that has gone to the issuer and not come back. The browser that began it carries it, sealed, so that only
/// there it can come back: state, nonce and PKCE's verifier are worth nothing elsewhere.
/// </summary>
public sealed class PendingSignIn(Issuer issuer, IDataProtectionProvider protection, Cookies cookies, IOptions<SignInOptions> options, IOptions<SiteOptions> site, TimeProvider clock)
{
    private const string Cookie = "sign-in";

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private IDataProtector Seal => protection.CreateProtector("AccessReview.PendingSignIn");

    internal string ClientId => options.Value.ClientId ?? options.Value.Audience ?? throw new InvalidOperationException("There is no SignIn:ClientId.");

    internal Uri Callback => site.Value.At(Addresses.Callback);

    /// <summary>Where to send the browser.</summary>
    public async Task<Uri> BeginAsync(HttpContext context, string returnTo, CancellationToken cancellationToken)
    {
        var published = await issuer.PublishedAsync(cancellationToken);
        var began = new Began(SecretHash.NewSecret(), SecretHash.NewSecret(), SecretHash.NewSecret(), returnTo, clock.GetUtcNow() + Life);
        cookies.Write(context.Response, Cookie, Seal.Protect(JsonSerializer.Serialize(began)), Life);
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

    /// <summary>The sign-in that this browser began with <paramref name="state"/>; it comes back once.</summary>
    internal Began? Take(HttpContext context, string? state)
    {
        var sealedText = cookies.Read(context.Request, Cookie);
        cookies.Write(context.Response, Cookie, null);
        if (sealedText is null || state is null)
            return null;
        try
        {
            var began = JsonSerializer.Deserialize<Began>(Seal.Unprotect(sealedText));
            return began is not null && began.EndsAt > clock.GetUtcNow() && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(began.State), Encoding.UTF8.GetBytes(state)) ? began : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    internal sealed record Began(string State, string Nonce, string Verifier, string ReturnTo, DateTimeOffset EndsAt);
}
