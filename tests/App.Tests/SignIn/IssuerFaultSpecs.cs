using System.Net;
using System.Security.Cryptography;
using AccessReview.App.SignIn;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace AccessReview.App.Tests.SignIn;

/// <summary>An issuer that does not answer, gives invalid answers, or changes its keys.</summary>
public sealed class IssuerFaultSpecs : IAsyncLifetime
{
    private SampleApp _app = null!; // Set by InitializeAsync.

    public async ValueTask InitializeAsync() => _app = await SampleApp.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task While_the_issuer_is_unavailable_at_a_cold_start_tokens_and_sign_ins_share_one_call_and_get_503()
    {
        var release = new TaskCompletionSource();
        _app.Issuer.Instead = async context =>
        {
            await release.Task;
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return true;
        };

        var calls = Enumerable.Range(0, 6).Select(_ => CallAsync(Junk())).Append(new Browser(_app.Emulator.Address).GetAsync("/sign-in")).ToList();
        while (_app.Issuer.Reads == 0)
            await Task.Yield();
        release.SetResult();

        foreach (var answer in await Task.WhenAll(calls))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
            Assert.Contains("The sign-in service does not answer.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(1, _app.Issuer.Reads);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await CallAsync(_app.AdminToken)).StatusCode);
        Assert.Equal(1, _app.Issuer.Reads);

        _app.Issuer.Instead = null;
        await _app.Emulator.Clock.AdvanceAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(_app.AdminToken)).StatusCode);
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"issuer":"x","jwks_uri":"http://192.0.2.1/keys","authorization_endpoint":"https://x/a","token_endpoint":"https://x/t"}""")]
    [InlineData("""{"issuer":"x","authorization_endpoint":"/a","token_endpoint":7}""")]
    public async Task A_sign_in_with_unusable_issuer_metadata_gets_503(string metadata)
    {
        _app.Issuer.Instead = context => WriteAsync(context, metadata);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await CallAsync(_app.AdminToken)).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await new Browser(_app.Emulator.Address).GetAsync("/sign-in")).StatusCode);
    }

    [Fact]
    public async Task Known_issuer_keys_are_used_for_two_hours_while_the_issuer_is_unavailable()
    {
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(_app.AdminToken)).StatusCode);
        _app.Issuer.Instead = context => WriteAsync(context, "");

        await _app.Emulator.Clock.AdvanceAsync(IssuerMetadata.Kept - TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(_app.AdminToken)).StatusCode);
        await _app.Emulator.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await CallAsync(_app.AdminToken)).StatusCode);
    }

    [Fact]
    public async Task The_first_token_after_a_key_rotation_is_accepted()
    {
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(_app.AdminToken)).StatusCode);

        _app.Issuer.RotateKey("k2");

        Assert.Equal(HttpStatusCode.OK, (await CallAsync(_app.AdminToken)).StatusCode);
        Assert.Equal(2, _app.Issuer.Reads);
    }

    [Fact]
    public async Task Unknown_key_ids_cause_at_most_one_fetch_in_ten_seconds_and_delay_a_new_key_no_longer()
    {
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(_app.AdminToken)).StatusCode);
        foreach (var name in new[] { "x1", "x2", "x3" })
            Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(Strange(name))).StatusCode);
        Assert.Equal(2, _app.Issuer.Reads);

        _app.Issuer.RotateKey("k2");
        using var early = await CallAsync(_app.AdminToken);
        Assert.Equal((HttpStatusCode.Unauthorized, TimeSpan.FromSeconds(10)), (early.StatusCode, early.Headers.RetryAfter?.Delta));
        await _app.Emulator.Clock.AdvanceAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(HttpStatusCode.OK, (await CallAsync(_app.AdminToken)).StatusCode);
        Assert.Equal(3, _app.Issuer.Reads);
    }

    [Fact]
    public async Task A_sign_in_with_a_new_key_is_not_delayed_by_unknown_key_ids()
    {
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(_app.AdminToken)).StatusCode);
        await CallAsync(Strange("x1"));
        _app.Issuer.RotateKey("k2");
        var browser = new Browser(_app.Emulator.Address);
        using var begun = await browser.GetAsync("/sign-in");

        using var back = await browser.GetAsync(_app.Issuer.SignIn(begun.Headers.Location!, "adam", _app.Now)); // Signing in redirects.

        Assert.Equal(HttpStatusCode.SeeOther, back.StatusCode);
    }

    [Fact]
    public async Task A_key_withdrawn_by_the_issuer_is_refused_within_15_minutes()
    {
        var old = _app.AdminToken;
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(old)).StatusCode);
        _app.Issuer.RotateKey("k2");

        await _app.Emulator.Clock.AdvanceAsync(IssuerMetadata.Fresh);

        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(old)).StatusCode);
    }

    [Fact]
    public async Task An_obviously_malformed_token_causes_no_call_to_the_issuer()
    {
        string[] junk = ["nonsense", _app.Issuer.TokenFor("adam", _app.Now.AddDays(-91)), _app.Issuer.TokenFor("adam", _app.Now.AddHours(1)), _app.AdminToken.Split('.')[0] + "..", new string('A', 20_000)];

        foreach (var token in junk)
            Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(token)).StatusCode);

        Assert.Equal(0, _app.Issuer.Reads);
    }

    [Fact]
    public async Task Tokens_that_need_a_call_are_counted_first_and_not_counted_once_they_are_valid()
    {
        await using var app = await SampleApp.StartAsync("RateLimits:BadTokensPerAddressPerMinute=1");
        app.Issuer.Instead = context => WriteAsync(context, "");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await CallAsync(app, app.AdminToken)).StatusCode);
        await app.Emulator.Clock.AdvanceAsync(TimeSpan.FromSeconds(6));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await CallAsync(app, app.AdminToken)).StatusCode);
        Assert.Equal(1, app.Issuer.Reads);

        app.Issuer.Instead = null;
        await app.Emulator.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(app, app.AdminToken)).StatusCode);
        await app.Emulator.Clock.AdvanceAsync(IssuerMetadata.Fresh);
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(app, app.AdminToken)).StatusCode);
        await app.Emulator.Clock.AdvanceAsync(TimeSpan.FromSeconds(1));
        app.Issuer.RotateKey("k2");
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(app, app.AdminToken)).StatusCode);
    }

    private string Junk() => $"{_app.AdminToken[..^8]}AAAAAAAA";

    private string Strange(string key)
    {
        using var rsa = RSA.Create(2048);
        return _app.Issuer.TokenFor("adam", _app.Now, new RsaSecurityKey(rsa) { KeyId = key });
    }

    private static async Task<bool> WriteAsync(HttpContext context, string answer)
    {
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer);
        return true;
    }

    private Task<HttpResponseMessage> CallAsync(string token) => CallAsync(_app, token);

    private static Task<HttpResponseMessage> CallAsync(SampleApp app, string token) => app.Http.SendAsync(app.Request(HttpMethod.Get, "/api/sample/who", token));
}
