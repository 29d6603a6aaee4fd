using System.Net;
using System.Security.Cryptography;
using System.Text;
using AccessReview.App.Pipeline.OpenApi;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Http;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace AccessReview.App.Tests.SignIn;

public sealed class BearerSpecs(SharedSampleApp shared) : IClassFixture<SharedSampleApp>
{
    private readonly SampleApp _app = shared.App;

    [Fact]
    public async Task A_valid_token_of_the_issuer_identifies_its_person()
    {
        using var response = await CallAsync(_app.AdminToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("\"adam\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_route_refuses_an_invalid_credential()
    {
        foreach (var (name, token) in BadTokens())
        {
            foreach (var endpoint in HttpEndpoint.All.Where(endpoint => endpoint.Rules.Required is not null))
            {
                foreach (var verb in endpoint.Verbs)
                {
                    using var request = _app.Request(new HttpMethod(verb), PathOf(endpoint), token);
                    request.Headers.Accept.ParseAdd("application/json");
                    using var response = await _app.Http.SendAsync(request);
                    Assert.True(response.StatusCode == HttpStatusCode.Unauthorized, $"{verb} {PathOf(endpoint)} with {name}: {response.StatusCode}");
                }
            }
        }
    }

    [Fact]
    public async Task A_forged_principal_header_identifies_nobody()
    {
        using var request = _app.Request(HttpMethod.Get, "/api/sample/who", null);
        Spoof(request);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _app.Http.SendAsync(request)).StatusCode);

        using var signedIn = _app.Request(HttpMethod.Get, "/api/sample/who", _app.AdminToken);
        Spoof(signedIn);
        Assert.DoesNotContain("root@", await (await _app.Http.SendAsync(signedIn)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_valid_token_of_a_person_missing_in_the_directory_gets_403()
    {
        using var response = await CallAsync(_app.Issuer.TokenFor("stranger", _app.Now));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Two_tokens_a_token_in_the_query_or_another_scheme_are_refused()
    {
        using var two = _app.Request(HttpMethod.Get, "/api/sample/who", _app.AdminToken);
        two.Headers.TryAddWithoutValidation("Authorization", $"Bearer {_app.AdminToken}");
        using var query = _app.Request(HttpMethod.Get, $"/api/sample/who?access_token={_app.AdminToken}", null);
        using var basic = _app.Request(HttpMethod.Get, "/api/sample/who", null);
        basic.Headers.TryAddWithoutValidation("Authorization", "Basic YWRhbTphZGFt");

        foreach (var request in new[] { two, query, basic })
            Assert.Equal(HttpStatusCode.Unauthorized, (await _app.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task An_invalid_token_is_refused_on_public_routes_too()
    {
        using var response = await _app.Http.SendAsync(_app.Request(HttpMethod.Get, "/api/openapi.json", "nonsense"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
    }

    private static void Spoof(HttpRequestMessage request)
    {
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL", Convert.ToBase64String("""{"auth_typ":"aad","claims":[{"typ":"oid","val":"adam"}]}"""u8.ToArray()));
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL-ID", "adam");
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL-NAME", "root@example.test");
    }

    private static string PathOf(HttpEndpoint endpoint) => endpoint.Parameters.Aggregate(endpoint.Path, (path, name) => path.Replace($"{{{name}}}", "x", StringComparison.Ordinal));

    private async Task<HttpResponseMessage> CallAsync(string token) => await _app.Http.SendAsync(_app.Request(HttpMethod.Get, "/api/sample/who", token));

    private IEnumerable<(string Name, string? Token)> BadTokens()
    {
        yield return ("no token", null);
        yield return ("an empty one", "");
        yield return ("nonsense", "nonsense");
        yield return ("an expired one", Token(token => token.Expires = _app.Now.UtcDateTime.AddMinutes(-3)));
        yield return ("one that is not valid yet", Token(token => token.NotBefore = _app.Now.UtcDateTime.AddMinutes(3)));
        yield return ("one for another audience", Token(token => token.Audience = "somebody-else"));
        yield return ("one of another issuer", Token(token => token.Issuer = "https://issuer.test"));
        yield return ("one of another tenant", Token(token => token.Claims["tid"] = "other-tenant"));
        yield return ("one of no tenant", Token(token => token.Claims.Remove("tid")));
        yield return ("one of nobody", Token(token => token.Claims.Remove("oid")));
        yield return ("one that is not signed", Token(token => token.SigningCredentials = null));
        yield return ("one signed by somebody else", Token(token => token.SigningCredentials = new SigningCredentials(new RsaSecurityKey(RSA.Create(2048)) { KeyId = "k1" }, SecurityAlgorithms.RsaSha256)));
        yield return ("HS256 signed with the public key", Token(token => token.SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(PublicKey()) { KeyId = "k1" }, SecurityAlgorithms.HmacSha256)));
        yield return ("one with its payload changed", Forged());
    }

    private byte[] PublicKey() => Encoding.ASCII.GetBytes(_app.Issuer.Key.Rsa.ExportSubjectPublicKeyInfoPem());

    private string Forged()
    {
        var parts = _app.Issuer.TokenFor("stranger", _app.Now).Split('.');
        return $"{parts[0]}.{_app.AdminToken.Split('.')[1]}.{parts[2]}";
    }

    private string Token(Action<SecurityTokenDescriptor> change)
    {
        var token = new SecurityTokenDescriptor
        {
            Issuer = _app.Issuer.Address,
            Audience = OidcIssuer.Audience,
            NotBefore = _app.Now.UtcDateTime.AddMinutes(-10),
            Expires = _app.Now.UtcDateTime.AddHours(1),
            Claims = new Dictionary<string, object> { ["oid"] = "adam", ["tid"] = OidcIssuer.Tenant },
            SigningCredentials = new SigningCredentials(_app.Issuer.Key, SecurityAlgorithms.RsaSha256),
        };
        change(token);
        return _app.Issuer.Token(token);
    }
}
