using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AccessReview.App.Tests.Drivers;

/// <summary>A small OIDC issuer on loopback: discovery, keys, and any token that a test needs.</summary>
public sealed class OidcIssuer : IAsyncDisposable
{
    public const string Audience = "access-review";
    public const string Tenant = "test-tenant";

    // Creating a key takes longer than starting the issuer, and no test depends on which key it is.
    private static readonly RSA FirstKey = RSA.Create(2048);

    private RSA _rsa = FirstKey;
    private readonly WebApplication _server;
    private readonly Dictionary<string, (string Challenge, string Token)> _codes = [];
    private int _reads;
    private Func<Uri, IEnumerable<(string User, Uri Answer)>> _accounts = _ => [];

    private OidcIssuer()
    {
        Key = new RsaSecurityKey(_rsa) { KeyId = "k1" };
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        _server = builder.Build();
        _server.Urls.Add("http://127.0.0.1:0");
        _server.Run(AnswerAsync);
    }

    public string Address => _server.Urls.First();

    public RsaSecurityKey Key { get; private set; }

    /// <summary>The number of requests for published documents.</summary>
    public int Reads => _reads;

    /// <summary>Handles a request instead of the issuer if it returns true.</summary>
    public Func<HttpContext, Task<bool>>? Instead { get; set; }

    /// <summary>Changes the claims of ID tokens.</summary>
    public Action<SecurityTokenDescriptor>? OnSignIn { get; set; }

    public static async Task<OidcIssuer> StartAsync()
    {
        var issuer = new OidcIssuer();
        await issuer._server.StartAsync();
        return issuer;
    }

    /// <summary>From now on signs with a new key and publishes only that key.</summary>
    public void RotateKey(string name)
    {
        _rsa = RSA.Create(2048);
        Key = new RsaSecurityKey(_rsa) { KeyId = name };
    }

    /// <param name="user">The user's id in the directory.</param>
    /// <param name="at">Time of issue; it is valid for 90 days, so that a test can move its clock.</param>
    /// <param name="key">Signs it; null: the issuer's own.</param>
    public string TokenFor(string user, DateTimeOffset at, RsaSecurityKey? key = null) => Token(new SecurityTokenDescriptor
    {
        Issuer = Address,
        Audience = Audience,
        IssuedAt = at.UtcDateTime,
        NotBefore = at.UtcDateTime.AddMinutes(-1),
        Expires = at.UtcDateTime.AddDays(90),
        Claims = new Dictionary<string, object> { ["oid"] = user, ["tid"] = Tenant },
        SigningCredentials = new SigningCredentials(key ?? Key, SecurityAlgorithms.RsaSha256),
    });

    /// <summary>The redirect that a browser gets after a sign-in for <paramref name="request"/>.</summary>
    /// <param name="request">The authorization request.</param>
    /// <param name="user">Who signs in.</param>
    /// <param name="at">When.</param>
    /// <param name="nonce">A nonce other than the requested one.</param>
    public string SignIn(Uri request, string user, DateTimeOffset at, string? nonce = null)
    {
        var query = QueryHelpers.ParseQuery(request.Query);
        var code = Guid.NewGuid().ToString("N");
        var token = new SecurityTokenDescriptor
        {
            Issuer = Address,
            Audience = query["client_id"],
            IssuedAt = at.UtcDateTime,
            NotBefore = at.UtcDateTime,
            Expires = at.UtcDateTime.AddMinutes(5),
            Claims = new Dictionary<string, object> { ["oid"] = user, ["tid"] = Tenant, ["nonce"] = nonce ?? query["nonce"].ToString() },
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
        };
        OnSignIn?.Invoke(token);
        _codes[code] = (query["code_challenge"].ToString(), Token(token));
        return $"/sign-in/callback?code={code}&state={query["state"]}";
    }

    /// <summary>The accounts that a visiting browser can pick; it returns to <paramref name="site"/>.</summary>
    public void Offer(Uri site, DateTimeOffset at, params string[] users) =>
        _accounts = request => users.Select(user => (user, new Uri(site, SignIn(request, user, at))));

    public string Token(SecurityTokenDescriptor descriptor) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        if (_rsa != FirstKey)
            _rsa.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/.well-known/openid-configuration")
            Interlocked.Increment(ref _reads);
        if (Instead is null || !await Instead(context))
            await RouteAsync(context);
    }

    private Task RouteAsync(HttpContext context) => context.Request.Path.Value switch
    {
        "/.well-known/openid-configuration" => WriteAsync(context, new { issuer = Address, jwks_uri = Address + "/keys", authorization_endpoint = Address + "/authorize", token_endpoint = Address + "/token" }),
        "/keys" => WriteAsync(context, new { keys = new[] { PublicKey() } }),
        "/authorize" => ShowAccountsAsync(context),
        "/token" => RedeemAsync(context),
        _ => NotFoundAsync(context),
    };

    private Task ShowAccountsAsync(HttpContext context)
    {
        context.Response.ContentType = "text/html";
        var links = _accounts(new Uri(context.Request.GetEncodedUrl())).Select(account => $"<p><a href='{account.Answer}'>{account.User}</a>");
        return context.Response.WriteAsync($"<!DOCTYPE html><title>Pick an account</title><link rel=icon href=data:,>{string.Concat(links)}");
    }

    // PKCE, RFC 7636 4.6: the hash of the verifier must equal the challenge of the authorization request.
    private async Task RedeemAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        if (_codes.Remove(form["code"].ToString(), out var code)
            && code.Challenge == Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))))
        {
            await WriteAsync(context, new { id_token = code.Token });
            return;
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
    }

    private object PublicKey()
    {
        var parameters = _rsa.ExportParameters(false);
        return new { kty = "RSA", use = "sig", alg = "RS256", kid = Key.KeyId, n = Base64UrlEncoder.Encode(parameters.Modulus), e = Base64UrlEncoder.Encode(parameters.Exponent) };
    }

    private static async Task WriteAsync(HttpContext context, object answer)
    {
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(JsonSerializer.Serialize(answer));
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
