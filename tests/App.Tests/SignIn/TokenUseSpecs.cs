using System.Net;
using System.Text.Json;
using AccessReview.App.SignIn;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Http;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace AccessReview.App.Tests.SignIn;

/// <summary>Tokens of the issuer that are for another purpose.</summary>
public sealed class TokenUseSpecs(SharedSampleApp shared) : IClassFixture<SharedSampleApp>
{
    private readonly SampleApp _app = shared.App;

    public static TheoryData<string, Action<SecurityTokenDescriptor>> Wrong => new()
    {
        { "an extension that must be understood", token => token.AdditionalHeaderClaims = Header("crit", ["exp"]) },
        { "an empty list of extensions", token => token.AdditionalHeaderClaims = Header("crit", []) },
        { "a logout token", token => token.TokenType = "logout+jwt" },
        { "an ID token, by its nonce", token => token.Claims["nonce"] = "n" },
        { "an ID token, by the hash of its access token", token => token.Claims["at_hash"] = "h" },
        { "an ID token, by its type", token => token.Claims["typ"] = "ID" },
        { "an ID token of Entra", token => token.Claims["ver"] = "2.0" },
    };

    public static TheoryData<string, Action<SecurityTokenDescriptor>> Right => new()
    {
        { "one as RFC 9068 has it", token => token.TokenType = "at+jwt" },
        { "one with a scope, and the nonce that older issuers leave in it", token => (token.Claims["scope"], token.Claims["nonce"]) = ("openid", "n") },
        { "one of Entra", token => (token.Claims["ver"], token.Claims["azp"], token.Claims["scp"]) = ("2.0", "a-client", "user_impersonation") },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_token_that_is_not_an_access_token_is_refused(string what, Action<SecurityTokenDescriptor> change) =>
        Assert.True(await StatusAsync(_app, Token(change)) == HttpStatusCode.Unauthorized, what);

    [Theory]
    [MemberData(nameof(Right))]
    public async Task An_access_token_is_accepted_in_every_form_that_issuers_use(string what, Action<SecurityTokenDescriptor> change) =>
        Assert.True(await StatusAsync(_app, Token(change)) == HttpStatusCode.OK, what);

    [Fact]
    public async Task A_token_of_a_client_that_is_not_listed_is_refused()
    {
        await using var app = await SampleApp.StartAsync("SignIn:AllowedClients=portal;nightly-feed");

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, Token(app, token => token.Claims["azp"] = "nightly-feed")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, Token(app, token => token.Claims["appid"] = "portal")));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(app, Token(app, token => token.Claims["azp"] = "another")));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(app, Token(app, _ => { })));
    }

    [Fact]
    public async Task For_an_issuer_other_than_Entra_the_subject_identifies_the_person_and_oid_is_ignored()
    {
        await using var app = await SampleApp.StartAsync("SignIn:TenantIds=");

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, Token(app, token => (token.Claims["sub"], token.Claims["oid"]) = ("adam", "eve"))));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(app, Token(app, token => token.Claims["sub"] = "eve")));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(app, Token(app, _ => { })));
    }

    [Theory]
    [InlineData("https://login.microsoftonline.com/t/v2.0", "", "oid")]
    [InlineData("https://contoso.ciamlogin.com/t/v2.0", "", "oid")]
    [InlineData("https://issuer.test", "t", "oid")]
    [InlineData("https://issuer.test", "", "sub")]
    [InlineData("https://login.microsoftonline.com.evil.test", "", "sub")]
    public void The_claim_that_identifies_a_person_depends_on_the_issuer(string authority, string tenants, string claim) =>
        Assert.Equal(claim, new SignInOptions { Authority = new Uri(authority), Audience = "us", TenantIds = tenants }.IdentityClaim);

    private string Token(Action<SecurityTokenDescriptor> change) => Token(_app, change);

    private static string Token(SampleApp app, Action<SecurityTokenDescriptor> change)
    {
        var token = new SecurityTokenDescriptor
        {
            Issuer = app.Issuer.Address,
            Audience = OidcIssuer.Audience,
            NotBefore = app.Now.UtcDateTime,
            Expires = app.Now.UtcDateTime.AddHours(1),
            Claims = new Dictionary<string, object> { ["oid"] = "adam", ["tid"] = OidcIssuer.Tenant },
            SigningCredentials = new SigningCredentials(app.Issuer.Key, SecurityAlgorithms.RsaSha256),
        };
        change(token);
        return app.Issuer.Token(token);
    }

    private static Dictionary<string, object> Header(string name, string[] value) => new() { [name] = JsonSerializer.SerializeToElement(value) };

    private static async Task<HttpStatusCode> StatusAsync(SampleApp app, string token)
    {
        using var answer = await app.Http.SendAsync(app.Request(HttpMethod.Get, "/api/sample/who", token));
        return answer.StatusCode;
    }
}
