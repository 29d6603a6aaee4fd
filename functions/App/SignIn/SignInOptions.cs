using AccessReview.App.Keys;

namespace AccessReview.App.SignIn;

/// <summary>Settings <c>SignIn:*</c>. Without an authority people sign in by links that are mailed to them.</summary>
public sealed record SignInOptions
{
    public const string Section = "SignIn";

    private static readonly string[] EntrasHosts =
        ["login.microsoftonline.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn", "sts.windows.net", "ciamlogin.com"];

    /// <summary>An OIDC issuer; <c>/.well-known/openid-configuration</c> is found beneath it.</summary>
    public Uri? Authority { get; init; }

    /// <summary>Whom its access tokens must be for: this API.</summary>
    public string? Audience { get; init; }

    /// <summary>This site as the issuer knows it, where people sign in to pages by it; the default is the audience.</summary>
    public string? ClientId { get; init; }

    /// <summary>A public client (PKCE alone) has none.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>Whose tokens count (claim <c>tid</c>), parted by ; or blanks. Empty: the issuer serves one organization only.</summary>
    public string TenantIds { get; init; } = "";

    /// <summary>
    /// The claim that holds the user's id as the directory has it. Never a mail address or another name: those are given to
    /// somebody else one day. Not set: Entra's <c>oid</c>, which is one person in one tenant; of every other issuer <c>sub</c>,
    /// the only claim that OpenID Connect promises to be one person's.
    /// </summary>
    public string? UserIdClaim { get; init; }

    /// <summary>
    /// The clients whose access tokens count (claim <c>azp</c> or <c>appid</c>), parted by ; or blanks. Empty: all that the
    /// issuer lets call this API.
    /// </summary>
    public string AllowedClients { get; init; } = "";

    public string Scope { get; init; } = "openid";

    /// <summary>So long the issuer is waited for: a person waits with us.</summary>
    public int TimeoutSeconds { get; init; } = 5;

    public TimeSpan Timeout => TimeSpan.FromSeconds(TimeoutSeconds);

    /// <summary>People sign in at an issuer; else by links that are mailed to them.</summary>
    public bool HasIssuer => Authority is not null;

    public IReadOnlyList<string> Tenants => Split(TenantIds);

    public IReadOnlyList<string> Clients => Split(AllowedClients);

    public string? Client => string.IsNullOrEmpty(ClientId) ? Audience : ClientId;

    public string IdentityClaim => UserIdClaim is { Length: > 0 } claim ? claim : IsEntra ? "oid" : "sub";

    // Nobody else's tokens have tenants.
    private bool IsEntra =>
        Tenants.Count > 0 || (Authority is { IsAbsoluteUri: true } authority && EntrasHosts.Any(host => IsHost(authority, host)));

    /// <summary>What is wrong, or null.</summary>
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
