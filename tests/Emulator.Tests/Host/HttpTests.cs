using System.Net;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

public sealed class HttpTests
{
    [Fact]
    public async Task A_function_without_a_route_is_found_by_its_name_under_api()
    {
        await using var host = await new HostDriver().With<HttpSample>().StartAsync();

        Assert.Equal("""{"hello":"Ada"}""", await host.Http.GetStringAsync("api/hello?name=Ada"));
    }

    [Fact]
    public async Task The_route_prefix_comes_from_host_json()
    {
        await using var host = await new HostDriver().With<HttpSample>().HostJson("""{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""").StartAsync();

        Assert.Equal("""{"hello":""}""", await host.Http.GetStringAsync("Hello"));
    }

    [Theory]
    [InlineData("GET", "api/results/7/yes", HttpStatusCode.Accepted, """{"id":7,"word":"yes","method":"GET"}""")]
    [InlineData("POST", "api/results/7", HttpStatusCode.Accepted, """{"id":7,"word":"none","method":"POST"}""")]
    [InlineData("GET", "api/results/seven", HttpStatusCode.OK, "seven ByName seven True /api/results/seven")]
    [InlineData("GET", "api/results/7a", HttpStatusCode.NotFound, "")]
    [InlineData("DELETE", "api/silent", HttpStatusCode.NoContent, "")]
    [InlineData("PATCH", "api/any", HttpStatusCode.OK, "PATCH 127.0.0.1")]
    public async Task Routes_bind_by_constraint_and_default(string method, string path, HttpStatusCode status, string body)
    {
        await using var host = await new HostDriver().With<HttpSample>().StartAsync();

        using var answer = await host.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(body, await answer.Content.ReadAsStringAsync());
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("PUT", "api/hello")]
    [InlineData("HEAD", "api/hello")]
    [InlineData("GET", "api/nothing")]
    [InlineData("GET", "hello")]
    public async Task What_no_function_takes_is_404_whatever_the_reason_as_in_the_real_host(string method, string path)
    {
        await using var host = await new HostDriver().With<HttpSample>().StartAsync();

        using var answer = await host.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("X-Forwarded-Host", "elsewhere.example")]
    [InlineData("X-Forwarded-Proto", "https")]
    public async Task What_a_client_writes_into_the_forwarding_headers_is_replaced_as_by_the_real_host(string header, string value)
    {
        await using var host = await new HostDriver().With<HttpSample>().StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/seen");
        request.Headers.Add(header, value);

        using var answer = await host.Http.SendAsync(request);

        Assert.Equal($"http {host.Emulator.Address.Authority} 127.0.0.1", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("api/order/plain", "ByAnyWord")]
    [InlineData("api/order/other", "ByAnyWord")]
    [InlineData("api/order/one/two", "catchAll")]
    public async Task The_first_route_in_the_order_of_the_names_wins_however_specific_the_others_are(string path, string function)
    {
        await using var host = await new HostDriver().With<RouteOrderSample>().StartAsync();

        Assert.Equal(function, await host.Http.GetStringAsync(path));
    }

    [Fact]
    public async Task An_exception_is_500_with_an_empty_body_and_a_line_in_the_log()
    {
        await using var host = await new HostDriver().With<HttpSample>().StartAsync();

        using var answer = await host.Http.GetAsync("api/broken");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        Assert.False(answer.Headers.Contains("x-secret"));
        Assert.Contains(host.Journal.Errors, line => line.Contains("Broken", StringComparison.Ordinal) && line.EndsWith("the reason", StringComparison.Ordinal));
    }
}
