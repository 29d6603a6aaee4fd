using AccessReview.App.Keys;

namespace AccessReview.App.SignIn;

/// <summary>Settings <c>SignIn:*</c>. Without an authority users sign in with links by mail.</summary>
public sealed record SignInOptions
{
    public const string Section = "SignIn";

    private static readonly string[] EntrasHosts =
        ["login.microsoftonline.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn", "sts.windows.net", "ciamlogin.com"];

    /// <summary>The OIDC issuer's URL; <c>/.well-known/openid-configuration</c> is appended to it.</summary>
    public Uri? Authority { get; init; }

    /// <summary>The audience that access tokens must have: this API.</summary>
    public string? Audience { get; init; }

    /// <summary>This site's client id at the issuer, for sign-in to pages. Default: the audience.</summary>
    public string? ClientId { get; init; }

    /// <summary>Null for a public client, which uses PKCE only.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The accepted tenants (claim <c>tid</c>), separated by ; or blanks. Empty: the issuer serves one organization only.</summary>
    public string TenantIds { get; init; } = "";

    /// <summary>
    /// The claim that holds the user's id in the directory. Never use an email address or another name, because it can be reassigned.
    /// Default: <c>oid</c> for Entra, which identifies one person in one tenant; <c>sub</c> for other issuers,
    /// the only claim that OpenID Connect guarantees to be unique to one person.
    /// </summary>
    public string? UserIdClaim { get; init; }

    /// <summary>
    /// The clients whose access tokens are accepted (claim <c>azp</c> or <c>appid</c>), separated by ; or blanks.
    /// Empty: every client that the issuer allows to call this API.
    /// </summary>
    public string AllowedClients { get; init; } = "";

    public string Scope { get; init; } = "openid";

    /// <summary>The timeout of calls to the issuer in seconds. It is short because a person is waiting.</summary>
    public int TimeoutSeconds { get; init; } = 5;

    public TimeSpan Timeout => TimeSpan.FromSeconds(TimeoutSeconds);

    /// <summary>True: users sign in at an issuer. False: they sign in with links by mail.</summary>
    public bool HasIssuer => Authority is not null;

    public IReadOnlyList<string> Tenants => Split(TenantIds);

    public IReadOnlyList<string> Clients => Split(AllowedClients);

    public string? Client => string.IsNullOrEmpty(ClientId) ? Audience : ClientId;

    public string IdentityClaim => UserIdClaim is { Length: > 0 } claim ? claim : IsEntra ? "oid" : "sub";

    // Only Entra's tokens have tenants.
    private bool IsEntra =>
        Tenants.Count > 0 || (Authority is { IsAbsoluteUri: true } authority && EntrasHosts.Any(host => IsHost(authority, host)));

    /// <summary>Returns what is wrong with the settings, or null.</summary>
    public string? Fault()
    {
        if (UserIdClaim is "email" or "upn" or "preferred_username" or "name" or "unique_name")
            return "SignIn:UserIdClaim must be an id that is never reused, such as oid or sub.";
        if (TimeoutSeconds is < 1 or > 60)
            return "SignIn:TimeoutSeconds must be from 1 to 60.";
        if (Authority is null)
            return string.IsNullOrEmpty(Audience) && string.IsNullOrEmpty(ClientId) ? null : "SignIn:Audience and SignIn:ClientId need SignIn:Authority.";
        if (!Authority.IsAbsoluteUri || !(Authority.Scheme == Uri.UriSchemeHttps || Authority.IsLoopback))
            return "SignIn:Authority must be an https address.";
        if (string.IsNullOrWhiteSpace(Audience))
            return "SignIn:Authority needs SignIn:Audience, the audience of its tokens.";
        return ClientSecret is { Length: > 0 } secret && KeyStrength.IsWeak(secret)
            ? "SignIn:ClientSecret is a placeholder or a repeated pattern. Copy the secret from the issuer."
            : null;
    }

    private static string[] Split(string list) =>
        list.Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsHost(Uri address, string host) =>
        address.Host.Equals(host, StringComparison.OrdinalIgnoreCase)
        || address.Host.EndsWith($".{host}", StringComparison.OrdinalIgnoreCase);
}
