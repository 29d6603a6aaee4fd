using System.Net;
using AccessReview.Emulator.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

public sealed class HttpTests(RunningTinyHost running) : IClassFixture<RunningTinyHost>
{
    private readonly TinyHost _host = running.Host;

    private HttpClient Client => _host.Client;

    private HostKeys Keys => _host.App.Services.GetRequiredService<HostKeys>();

    [Fact]
    public async Task A_request_is_answered_by_the_function_of_its_route() =>
        Assert.Equal("Hello Emily Ann", await Client.GetStringAsync("/api/hello/Emily%20Ann"));

    [Fact]
    public async Task A_function_without_route_and_methods_answers_every_method_under_its_name()
    {
        using var answer = await Client.PatchAsync("/api/withoutroute?a=b%20c", null);

        Assert.Equal("PATCH ?a=b%20c", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("GET", "/api/results/7/yes", HttpStatusCode.Accepted, "GET 7 yes")]
    [InlineData("POST", "/api/results/7", HttpStatusCode.Accepted, "POST 7 none")]
    [InlineData("GET", "/api/results/seven", HttpStatusCode.OK, "seven seven /api/results/seven")]
    [InlineData("GET", "/api/results/7a", HttpStatusCode.NotFound, "")]
    public async Task Routes_bind_by_constraint_and_default(string method, string path, HttpStatusCode status, string body)
    {
        using var answer = await Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal((status, body), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("GET", "/api/nothing")]
    [InlineData("GET", "/hello/Emily")]
    [InlineData("POST", "/api/hello/Emily")]
    [InlineData("HEAD", "/api/hello/Emily")]
    public async Task A_route_or_a_method_that_no_function_has_is_not_found(string method, string path)
    {
        using var answer = await Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task HEAD_is_answered_by_a_function_that_accepts_it()
    {
        using var answer = await Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/api/head"));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    [Fact]
    public async Task Of_two_matching_routes_the_function_that_is_first_by_name_answers() =>
        Assert.Equal("any one", await Client.GetStringAsync("/api/orders/one"));

    [Fact]
    public async Task A_function_with_a_key_refuses_a_missing_or_wrong_key()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("/api/key"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("/api/key?code=wrong"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("/api/key?code=wrong", Keys.Function[1..]));
    }

    [Fact]
    public async Task A_function_key_is_accepted_as_header_and_parameter_but_not_for_admin_functions()
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/api/key", Keys.Function));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"/api/key?code={Keys.Function}"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("/api/admin-key", Keys.Function));
    }

    [Fact]
    public async Task The_master_key_is_accepted_by_every_function()
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/api/key", Keys.Master));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"/api/admin-key?code={Keys.Master}"));
    }

    [Fact]
    public async Task A_body_of_twenty_megabytes_reaches_the_function()
    {
        using var answer = await Client.PostAsync("/api/length", new ByteArrayContent(new byte[20_000_000]));

        Assert.Equal("20000000", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_response_is_streamed_to_the_client_before_the_function_ends()
    {
        using var answer = await Client.GetAsync("/api/two-lines", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.Equal("one", await reader.ReadLineAsync());

        (await Client.PostAsync("/api/release", null)).EnsureSuccessStatusCode();

        Assert.Equal("two", await reader.ReadLineAsync());
    }

    [Fact]
    public async Task A_function_gets_the_real_addresses_of_client_and_host_whatever_the_client_forwards()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/client")
        {
            Headers = { { "X-Forwarded-For", "203.0.113.7" }, { "X-Forwarded-Host", "elsewhere.test" }, { "X-Forwarded-Proto", "https" } },
        };

        using var answer = await Client.SendAsync(request);

        Assert.Equal($"127.0.0.1 http://{_host.App.Address.Authority} True", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_function_that_throws_answers_500_and_the_log_says_why()
    {
        using var answer = await Client.GetAsync("/api/fails");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        Assert.False(answer.Headers.Contains("x-secret"));
        var line = await _host.Log.WaitForAsync(line => line.Message.Contains("Fails failed", StringComparison.Ordinal));
        Assert.Contains("It fails on purpose.", line.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_is_cancelled_when_its_client_disconnects()
    {
        using var leaving = new CancellationTokenSource();
        var request = Client.GetAsync("/api/waits", leaving.Token);
        await _host.Log.WaitForAsync(line => line.Message == "Waits for its cancellation");

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await _host.Log.WaitForAsync(line => line.Message == "Was cancelled");
    }

    [Fact]
    public async Task A_log_line_of_a_function_is_in_the_host_log_under_the_functions_name()
    {
        await Client.GetStringAsync("/api/hello/Amara");

        var line = await _host.Log.WaitForAsync(line => line.Message == "Said hello to Amara");
        Assert.Equal(("Function.Hello.User", LogLevel.Information), (line.Category, line.Level));
    }

    [Fact]
    public async Task A_malformed_request_is_refused_by_the_host()
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(_host.App.Address.Host, _host.App.Address.Port);
        await client.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"u8.ToArray());

        using var reader = new StreamReader(client.GetStream());

        Assert.StartsWith("HTTP/1.1 400", await reader.ReadLineAsync(), StringComparison.Ordinal);
    }

    private async Task<HttpStatusCode> StatusAsync(string path, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
            request.Headers.Add("x-functions-key", key);
        using var answer = await Client.SendAsync(request);
        return answer.StatusCode;
    }
}
