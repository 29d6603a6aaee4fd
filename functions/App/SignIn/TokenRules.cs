using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AccessReview.App.SignIn;

/// <summary>What a token is used for.</summary>
public enum TokenUse
{
    /// <summary>A program calls the API.</summary>
    Access,

    /// <summary>A user signs in to the pages.</summary>
    Identity,
}

/// <summary>Checks a token without the issuer's keys, which saves a call to the issuer for invalid tokens.</summary>
internal static class TokenRules
{
    /// <summary>Asymmetric algorithms only: if HMAC were allowed, the public key could be used as its secret.</summary>
    public static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256];

    private const int LongestToken = 16 * 1024;

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    // Hashes of values that were issued together with an ID token; only ID tokens have them (OpenID Connect Core 3.3.2.11).
    private static readonly string[] ClaimsOfIdTokens = ["at_hash", "c_hash", "s_hash"];

    /// <summary>Returns null if it is not a token, or requires an extension that is not supported.</summary>
    public static JsonWebToken? Read(JsonWebTokenHandler tokens, string text)
    {
        if (text.Length > LongestToken || !tokens.CanReadToken(text))
            return null;
        try
        {
            var token = tokens.ReadJsonWebToken(text);
            using var header = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedHeader), Strict);
            using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload), Strict);
            // "crit" names extensions that must be understood (RFC 7515 4.1.11); none is supported.
            var isUnderstood = !header.RootElement.TryGetProperty("crit", out _) && Algorithms.Contains(token.Alg, StringComparer.Ordinal);
            return isUnderstood ? token : null;
        }
        catch (Exception broken) when (broken is ArgumentException or FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Checks the token's use, audience, tenant and times, and that it names a user.</summary>
    public static bool Allow(JsonWebToken token, TokenUse use, SignInOptions options, DateTimeOffset now) =>
        token.Audiences.Contains(use == TokenUse.Access ? options.Audience : options.Client, StringComparer.Ordinal)
        && (use == TokenUse.Access ? IsAccess(token) && IsAllowedClient(token, options) : IsIdentity(token, options.Client))
        && IsOfTenants(token, options.Tenants)
        && Claim(token, options.IdentityClaim) is not null
        && IsNow(TimeOf(token.ValidFrom), TimeOf(token.ValidTo), now);

    public static bool IsNow(DateTime? from, DateTime? until, DateTimeOffset now) =>
        until is not null && now.UtcDateTime < until + ClockSkew && (from is null || now.UtcDateTime >= from - ClockSkew);

    public static string? Claim(JsonWebToken token, string name) =>
        token.TryGetPayloadValue(name, out string? value) && !string.IsNullOrWhiteSpace(value) ? value : null;

    private static bool IsOfTenants(JsonWebToken token, IReadOnlyList<string> tenants) =>
        tenants.Count == 0 || (Claim(token, "tid") is { } tenant && tenants.Contains(tenant, StringComparer.OrdinalIgnoreCase));

    // A token without the claim has the minimum time.
    private static DateTime? TimeOf(DateTime claim) => claim == DateTime.MinValue ? null : claim;

    /// <summary>An ID token must not be accepted as an access token. If this API is also the client, both have the same audience.</summary>
    private static bool IsAccess(JsonWebToken token)
    {
        if (TypeOf(token) is not ("" or "JWT" or "AT+JWT") || Claim(token, "typ") == "ID" || ClaimsOfIdTokens.Any(claim => Has(token, claim)))
            return false;
        var isMarked = TypeOf(token) == "AT+JWT" || Has(token, "scp") || Has(token, "scope") || Claim(token, "typ") == "Bearer";
        // Entra's access tokens name the client that requested them; its ID tokens do not.
        var isEntrasIdToken = Has(token, "ver") && Has(token, "tid") && !Has(token, "azp") && !Has(token, "appid");
        return isMarked || !(Has(token, "nonce") || isEntrasIdToken);
    }

    /// <summary>OpenID Connect Core 3.1.3.7: if there are several audiences, azp names the client of the token, which must be this site.</summary>
    private static bool IsIdentity(JsonWebToken token, string? client) =>
        TypeOf(token) is "" or "JWT" && (Has(token, "azp") ? Claim(token, "azp") == client : token.Audiences.Count() == 1);

    private static bool IsAllowedClient(JsonWebToken token, SignInOptions options) =>
        options.Clients.Count == 0
        || ((Claim(token, "azp") ?? Claim(token, "appid") ?? Claim(token, "client_id")) is { } client && options.Clients.Contains(client, StringComparer.Ordinal));

    private static string TypeOf(JsonWebToken token)
    {
        var type = (token.Typ ?? "").ToUpperInvariant();
        return type.StartsWith("APPLICATION/", StringComparison.Ordinal) ? type["APPLICATION/".Length..] : type;
    }

    private static bool Has(JsonWebToken token, string claim) => token.TryGetPayloadValue<object>(claim, out _);
}
