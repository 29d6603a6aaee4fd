using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace AccessReview.App.SignIn;

/// <summary>The OIDC issuer: what it publishes about itself, and whether a token is one of its own for us.</summary>
public sealed class Issuer
{
    // Asymmetric ones only: with an HMAC allowed, the published key would be the secret.
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256];

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    private const int LongestToken = 16 * 1024;

    // Entra's document for several tenants names its issuers by this pattern.
    private const string AnyTenant = "{tenantid}";

    private readonly JsonWebTokenHandler _tokens = new() { MaximumTokenSizeInBytes = LongestToken, MapInboundClaims = false };
    private readonly SignInOptions _options;
    private readonly TimeProvider _clock;
    private readonly ConfigurationManager<OpenIdConnectConfiguration>? _published;

    public Issuer(IOptions<SignInOptions> options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Value;
        _clock = clock;
        if (_options.Authority is { } authority)
        {
            _published = new ConfigurationManager<OpenIdConnectConfiguration>(
                $"{authority.AbsoluteUri.TrimEnd('/')}/.well-known/openid-configuration",
                new OpenIdConnectConfigurationRetriever(),
                new HttpDocumentRetriever { RequireHttps = authority.Scheme == Uri.UriSchemeHttps });
        }
    }

    public bool IsConfigured => _published is not null;

    public Task<OpenIdConnectConfiguration> PublishedAsync(CancellationToken cancellationToken) =>
        _published?.GetConfigurationAsync(cancellationToken) ?? throw new InvalidOperationException("There is no SignIn:Authority.");

    /// <summary>The token, if all of it holds: signature, issuer, audience, tenant, times; else null.</summary>
    public async Task<JsonWebToken?> ValidateAsync(string token, string audience, CancellationToken cancellationToken)
    {
        if (_published is null || token.Length > LongestToken || !_tokens.CanReadToken(token))
            return null;

        var published = await _published.GetConfigurationAsync(cancellationToken);
        var result = await _tokens.ValidateTokenAsync(token, Parameters(published, audience));
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            // Its keys have rotated; the manager itself sees to it that this asks at most now and then.
            _published.RequestRefresh();
            result = await _tokens.ValidateTokenAsync(token, Parameters(await _published.GetConfigurationAsync(cancellationToken), audience));
        }

        return result is { IsValid: true, SecurityToken: JsonWebToken valid } && IsOurTenant(valid) ? valid : null;
    }

    /// <summary>The user's id as the directory has it.</summary>
    public string? UserIdOf(JsonWebToken token) =>
        _options.UserIdClaim is { } claim ? Claim(token, claim) : Claim(token, "oid") ?? Claim(token, "sub");

    private static string? Claim(JsonWebToken token, string name) => token.TryGetPayloadValue(name, out string? value) && !string.IsNullOrWhiteSpace(value) ? value : null;

    private TokenValidationParameters Parameters(OpenIdConnectConfiguration published, string audience) => new()
    {
        ValidAlgorithms = Algorithms,
        ValidAudience = audience,
        IssuerSigningKeys = published.SigningKeys,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        IssuerValidator = (issuer, token, _) => IsIssuer(published.Issuer, issuer, token) ? issuer : throw new SecurityTokenInvalidIssuerException(),
        LifetimeValidator = (from, until, _, _) => IsNow(from, until),
    };

    private bool IsIssuer(string published, string issuer, SecurityToken token) =>
        string.Equals(issuer, published, StringComparison.Ordinal)
        || (published.Contains(AnyTenant, StringComparison.Ordinal)
            && _options.Tenants.Count > 0
            && token is JsonWebToken jwt
            && Claim(jwt, "tid") is { } tenant
            && string.Equals(issuer, published.Replace(AnyTenant, tenant, StringComparison.Ordinal), StringComparison.Ordinal));

    private bool IsOurTenant(JsonWebToken token) =>
        _options.Tenants.Count == 0 || (Claim(token, "tid") is { } tenant && _options.Tenants.Contains(tenant, StringComparer.OrdinalIgnoreCase));

    private bool IsNow(DateTime? from, DateTime? until)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        return until is not null && now < until + ClockSkew && (from is null || now >= from - ClockSkew);
    }
}
