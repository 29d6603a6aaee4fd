namespace AccessReview.App.SignIn;

/// <summary>Settings <c>SignIn:*</c>. Without an authority people sign in by links that are mailed to them.</summary>
public sealed record SignInOptions
{
    public const string Section = "SignIn";

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

    /// <summary>The claim that holds the user's id as the directory has it. Never a mail address or another name: those are given to somebody else one day.</summary>
    public string? UserIdClaim { get; init; }

    public string Scope { get; init; } = "openid";

    public IReadOnlyList<string> Tenants => TenantIds.Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>What is wrong, or null.</summary>
    public string? Fault()
    {
        if (UserIdClaim is "email" or "upn" or "preferred_username" or "name" or "unique_name")
            return "SignIn:UserIdClaim must be an id that never changes hands, as oid or sub.";
        if (Authority is null)
            return string.IsNullOrEmpty(Audience) && string.IsNullOrEmpty(ClientId) ? null : "SignIn:Audience and SignIn:ClientId need SignIn:Authority.";
        if (!Authority.IsAbsoluteUri || !(Authority.Scheme == Uri.UriSchemeHttps || Authority.IsLoopback))
            return "SignIn:Authority is an https address.";
        return string.IsNullOrWhiteSpace(Audience) ? "SignIn:Authority needs SignIn:Audience: whom its tokens are for." : null;
    }
}
