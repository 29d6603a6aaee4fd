using AccessReview.App.Http;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace AccessReview.App.SignIn;

/// <summary>The result of a token's validation.</summary>
/// <param name="Token">Null: the token is invalid.</param>
/// <param name="RetryAfter">Set if the token's key is unknown and may be new: a retry after this time can succeed.</param>
public sealed record TokenCheck(JsonWebToken? Token, TimeSpan? RetryAfter = null);

/// <summary>The OIDC issuer: validates tokens that it issued for this site.</summary>
public sealed class Issuer(IssuerMetadata metadata, IOptions<SignInOptions> options, TimeProvider clock)
{
    // Entra's metadata for several tenants contains this placeholder in the issuer's name.
    private const string AnyTenant = "{tenantid}";

    private readonly JsonWebTokenHandler _tokens = new() { MapInboundClaims = false };
    private readonly SignInOptions _options = options.Value;

    public bool IsConfigured => _options.HasIssuer;

    /// <exception cref="ProblemException">The issuer does not respond: 503.</exception>
    public async Task<OpenIdConnectConfiguration> PublishedAsync(CancellationToken cancellationToken) => (await metadata.GetAsync(null, cancellationToken)).Published;

    /// <summary>Validates a token's format, use, audience, tenant, times, issuer and signature.</summary>
    /// <param name="text">The token.</param>
    /// <param name="use">What the token is used for.</param>
    /// <param name="beforeCall">Called before a call to the issuer; may throw.</param>
    /// <exception cref="ProblemException">The issuer does not respond: 503.</exception>
    public async Task<TokenCheck> ValidateAsync(string text, TokenUse use, Action? beforeCall, CancellationToken cancellationToken)
    {
        if (!IsConfigured
            || TokenRules.Read(_tokens, text) is not { } token
            || !TokenRules.Allow(token, use, _options, clock.GetUtcNow()))
        {
            return new TokenCheck(null);
        }

        var (published, isNew) = await metadata.GetAsync(beforeCall, cancellationToken);
        if (!IsIssuer(published.Issuer, token.Issuer, token))
            return new TokenCheck(null);
        if (!Knows(published, token))
        {
            // The issuer's keys may have been rotated.
            if (!isNew)
                published = await metadata.RenewAsync(published, use == TokenUse.Identity, beforeCall, cancellationToken);
            if (!Knows(published, token))
                return new TokenCheck(null, IssuerMetadata.BetweenRenewals);
        }

        var result = await _tokens.ValidateTokenAsync(token, Parameters(published, use));
        return new TokenCheck(result.IsValid ? token : null);
    }

    /// <summary>The user's id in the directory.</summary>
    public string? UserIdOf(JsonWebToken token) => TokenRules.Claim(token, _options.IdentityClaim);

    // A token without a key id is tried with every key.
    private static bool Knows(OpenIdConnectConfiguration published, JsonWebToken token) =>
        string.IsNullOrEmpty(token.Kid) || published.SigningKeys.Any(key => string.Equals(key.KeyId, token.Kid, StringComparison.Ordinal));

    private TokenValidationParameters Parameters(OpenIdConnectConfiguration published, TokenUse use) => new()
    {
        ValidAlgorithms = TokenRules.Algorithms,
        ValidAudience = use == TokenUse.Access ? _options.Audience : _options.Client,
        IssuerSigningKeys = published.SigningKeys,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        IssuerValidator = (issuer, token, _) =>
            IsIssuer(published.Issuer, issuer, (JsonWebToken)token) ? issuer : throw new SecurityTokenInvalidIssuerException(),
        LifetimeValidator = (from, until, _, _) => TokenRules.IsNow(from, until, clock.GetUtcNow()),
    };

    private bool IsIssuer(string published, string issuer, JsonWebToken token) =>
        string.Equals(issuer, published, StringComparison.Ordinal)
        || (published.Contains(AnyTenant, StringComparison.Ordinal)
            && _options.Tenants.Count > 0
            && TokenRules.Claim(token, "tid") is { } tenant
            && string.Equals(issuer, published.Replace(AnyTenant, tenant, StringComparison.Ordinal), StringComparison.Ordinal));
}
