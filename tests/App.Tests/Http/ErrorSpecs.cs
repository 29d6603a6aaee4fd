using System.Net;
using System.Text.Json;
using Xunit;

namespace AccessReview.App.Tests.Http;

public sealed class ErrorSpecs(SharedSampleApp shared) : IClassFixture<SharedSampleApp>
{
    private readonly SampleApp _app = shared.App;

    [Fact]
    public async Task An_unexpected_error_reveals_only_a_request_number()
    {
        using var response = await _app.Http.SendAsync(_app.Request(HttpMethod.Get, "/api/sample/break", _app.AdminToken));
        var text = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("swordfish", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        Assert.Equal(response.Headers.GetValues("X-Request-Id").Single(), JsonDocument.Parse(text).RootElement.GetProperty("requestId").GetString());
    }

    [Fact]
    public async Task A_function_that_does_not_declare_its_callers_refuses_everybody()
    {
        using var response = await _app.Http.SendAsync(_app.Request(HttpMethod.Get, "/api/sample/unstated", _app.AdminToken));

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    [Fact]
    public async Task An_error_is_a_problem_for_programs_and_a_page_for_people()
    {
        using var api = await _app.Http.GetAsync("/api/no/such/thing");
        using var page = await _app.Http.GetAsync("/no/such/page");

        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (api.StatusCode, api.Content.Headers.ContentType?.MediaType));
        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [InlineData("/api/no/such/thing")]
    [InlineData("/api/openapi.json")]
    [InlineData("/api/docs")]
    [InlineData("/signed-out")]
    [InlineData("/no/such/page")]
    [InlineData("/api/sample/who")]
    public async Task Every_response_has_the_security_headers(string path)
    {
        using var response = await _app.Http.GetAsync(path);

        Assert.Equal("default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
        Assert.Equal("noindex", response.Headers.GetValues("X-Robots-Tag").Single());
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Strict_Transport_Security_is_sent_when_the_site_uses_https()
    {
        await using var app = await SampleApp.StartAsync("Site:BaseUrl=https://access.example.test");
        using var response = await app.Http.GetAsync("/signed-out");

        Assert.Equal("max-age=31536000; includeSubDomains", response.Headers.GetValues("Strict-Transport-Security").Single());
    }

    [Fact]
    public async Task Too_many_requests_get_429_with_Retry_After_until_the_time_has_passed()
    {
        await using var app = await SampleApp.StartAsync("RateLimits:PerUserPerMinute=2");
        var token = app.AdminToken;
        Task<HttpResponseMessage> CallAsync() => app.Http.SendAsync(app.Request(HttpMethod.Get, "/api/sample/who", token));
        await CallAsync();
        await CallAsync();

        using var refused = await CallAsync();
        await app.Emulator.Clock.AdvanceAsync(TimeSpan.FromSeconds(30));
        using var answered = await CallAsync();

        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(30)), (refused.StatusCode, refused.Headers.RetryAfter?.Delta));
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
    }

    [Fact]
    public async Task A_client_cannot_avoid_the_rate_limit_by_forged_forwarding_headers()
    {
        await using var app = await SampleApp.StartAsync("RateLimits:BadTokensPerAddressPerMinute=2");
        var statuses = new List<HttpStatusCode>();
        foreach (var address in Enumerable.Range(1, 3))
        {
            using var request = app.Request(HttpMethod.Get, "/api/sample/who", "nonsense");
            request.Headers.Add("X-Forwarded-For", $"203.0.113.{address}");
            statuses.Add((await app.Http.SendAsync(request)).StatusCode);
        }

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests], statuses);
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_the_rate_limit_counts_each_client_address()
    {
        await using var app = await SampleApp.StartAsync("RateLimits:BadTokensPerAddressPerMinute=1", "Site:ClientAddressHeader=X-Azure-ClientIP");
        var statuses = new List<HttpStatusCode>();
        foreach (var address in (int[])[1, 2, 1])
        {
            using var request = app.Request(HttpMethod.Get, "/api/sample/who", "nonsense");
            request.Headers.Add("X-Azure-ClientIP", $"203.0.113.{address}");
            statuses.Add((await app.Http.SendAsync(request)).StatusCode);
        }

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests], statuses);
    }

    [Fact]
    public async Task A_valid_token_is_accepted_although_invalid_tokens_came_from_the_same_address()
    {
        await using var app = await SampleApp.StartAsync("RateLimits:BadTokensPerAddressPerMinute=1");
        await app.Http.SendAsync(app.Request(HttpMethod.Get, "/api/sample/who", "nonsense"));
        await app.Http.SendAsync(app.Request(HttpMethod.Get, "/api/sample/who", "nonsense"));

        using var good = await app.Http.SendAsync(app.Request(HttpMethod.Get, "/api/sample/who", app.AdminToken));

        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
    }
}
