using System.Net;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Http;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace AccessReview.App.Tests.SignIn;

/// <summary>Sign-ins between the redirect to the issuer and the return, and their failures.</summary>
public sealed class PendingSignInSpecs(SharedSampleApp shared) : IClassFixture<SharedSampleApp>
{
    private readonly SampleApp _app = shared.App.WithGoodIssuer();

    [Fact]
    public async Task A_failed_sign_in_cannot_be_reused_and_its_cookie_is_deleted()
    {
        var browser = new Browser(_app.Emulator.Address);
        var request = await BeginAsync(browser);
        var answer = new Uri(_app.Emulator.Address, _app.Issuer.SignIn(request, "adam", _app.Now));
        var state = answer.Query.Split("state=")[1];
        var copy = new Browser(_app.Emulator.Address, string.Join(", ", browser.Cookies.Select(cookie => $"{cookie.Name}={cookie.Value}")));

        using var wrong = await browser.GetAsync($"/sign-in/callback?code=guess&state={state}");
        using var again = await browser.GetAsync(answer.PathAndQuery);
        using var kept = await copy.GetAsync(answer.PathAndQuery);

        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest], new[] { wrong, again, kept }.Select(response => response.StatusCode));
        Assert.DoesNotContain(browser.Cookies, cookie => cookie.Name.StartsWith("sign-in", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_tabs_can_sign_in_at_the_same_time()
    {
        var browser = new Browser(_app.Emulator.Address);
        var (one, other) = (await BeginAsync(browser, "/tasks/1"), await BeginAsync(browser, "/tasks/2"));

        using var first = await browser.GetAsync(_app.Issuer.SignIn(one, "adam", _app.Now));
        using var second = await browser.GetAsync(_app.Issuer.SignIn(other, "adam", _app.Now));

        Assert.Equal(["/tasks/1", "/tasks/2"], new[] { first, second }.Select(back => back.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task A_browser_keeps_its_latest_five_pending_sign_ins()
    {
        await using var app = await SampleApp.StartAsync();
        var browser = new Browser(app.Emulator.Address);
        var first = await BeginAsync(browser);
        for (var tab = 0; tab < 7; tab++)
        {
            await app.Emulator.Clock.AdvanceAsync(TimeSpan.FromSeconds(1));
            await BeginAsync(browser);
        }

        Assert.Equal(5, browser.Cookies.Count(cookie => cookie.Name.StartsWith("sign-in-", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.GetAsync(app.Issuer.SignIn(first, "adam", app.Now))).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.GetAsync(app.Issuer.SignIn(await BeginAsync(browser), "adam", app.Now))).StatusCode);
    }

    [Theory]
    [InlineData("error=access_denied", HttpStatusCode.Forbidden, "cancelled")]
    [InlineData("error=access_denied&code=x", HttpStatusCode.Forbidden, "cancelled")]
    [InlineData("error=login_required", HttpStatusCode.Forbidden, "refused your sign-in")]
    [InlineData("error=temporarily_unavailable", HttpStatusCode.ServiceUnavailable, "does not answer")]
    [InlineData("error=%00&error=b", HttpStatusCode.Forbidden, "refused your sign-in")]
    [InlineData("", HttpStatusCode.BadRequest, "Sign in again")]
    [InlineData("code=a&code=b", HttpStatusCode.BadRequest, "Sign in again")]
    [InlineData("code=a&iss=https://another.test", HttpStatusCode.BadRequest, "Sign in again")]
    public async Task Each_error_of_the_issuer_gets_its_own_message(string answer, HttpStatusCode status, string words)
    {
        var browser = new Browser(_app.Emulator.Address);
        var state = (await BeginAsync(browser)).Query.Split("state=")[1].Split('&')[0];

        using var back = await browser.GetAsync($"/sign-in/callback?{answer}&state={state}");

        Assert.Equal(status, back.StatusCode);
        Assert.Contains(words, await back.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "<html>", HttpStatusCode.ServiceUnavailable)]
    [InlineData(200, "[]", HttpStatusCode.Forbidden)]
    [InlineData(200, """{"id_token":7}""", HttpStatusCode.Forbidden)]
    [InlineData(200, """{"id_token":"\ud800"}""", HttpStatusCode.ServiceUnavailable)]
    [InlineData(200, """{"id_token":"nonsense"}""", HttpStatusCode.Forbidden)]
    [InlineData(302, "", HttpStatusCode.ServiceUnavailable)]
    [InlineData(400, """{"error":"invalid_grant"}""", HttpStatusCode.Forbidden)]
    [InlineData(429, "", HttpStatusCode.ServiceUnavailable)]
    [InlineData(503, "", HttpStatusCode.ServiceUnavailable)]
    public async Task An_invalid_answer_of_the_token_endpoint_signs_nobody_in_and_the_page_says_what_to_do(int status, string body, HttpStatusCode expected)
    {
        var browser = new Browser(_app.Emulator.Address);
        var answer = _app.Issuer.SignIn(await BeginAsync(browser), "adam", _app.Now);
        _app.Issuer.Instead = async context =>
        {
            if (context.Request.Path != "/token")
                return false;
            (context.Response.StatusCode, context.Response.Headers.Location) = (status, "/elsewhere");
            await context.Response.WriteAsync(body);
            return true;
        };

        using var back = await browser.GetAsync(answer);

        Assert.Equal(expected, back.StatusCode);
        Assert.Equal(expected == HttpStatusCode.ServiceUnavailable, back.Headers.RetryAfter is not null);
        Assert.DoesNotContain(browser.Cookies, cookie => cookie.Name == "session");
    }

    [Fact]
    public async Task An_ID_token_issued_to_another_client_signs_nobody_in()
    {
        foreach (var (azp, status) in new[] { ("another-client", HttpStatusCode.Forbidden), (OidcIssuer.Audience, HttpStatusCode.SeeOther) })
        {
            _app.Issuer.OnSignIn = token => token.Claims["azp"] = azp;
            var browser = new Browser(_app.Emulator.Address);
            using var back = await browser.GetAsync(_app.Issuer.SignIn(await BeginAsync(browser), "adam", _app.Now));
            Assert.Equal(status, back.StatusCode);
        }
    }

    [Fact]
    public async Task Invalid_calls_of_the_sign_in_callback_are_rate_limited()
    {
        await using var app = await SampleApp.StartAsync("RateLimits:BadTokensPerAddressPerMinute=2");
        var statuses = new List<HttpStatusCode>();
        for (var guess = 0; guess < 3; guess++)
            statuses.Add((await new Browser(app.Emulator.Address).GetAsync($"/sign-in/callback?code=x&state=guess{guess}")).StatusCode);

        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.TooManyRequests], statuses);
    }

    private async Task<Uri> BeginAsync(Browser browser, string returnTo = "/")
    {
        using var begun = await browser.GetAsync($"/sign-in?return={Uri.EscapeDataString(returnTo)}");
        return begun.Headers.Location ?? throw new InvalidOperationException($"{begun.StatusCode} at {_app.Now}");
    }
}
