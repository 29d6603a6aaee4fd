using System.Net;
using System.Text;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

public sealed class HttpLimitTests(HttpLimitTests.Running running) : IClassFixture<HttpLimitTests.Running>
{
    private readonly TinyHost _host = running.Host;

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused_as_too_large()
    {
        using var answer = await _host.Client.PostAsync("/api/length", new ByteArrayContent(new byte[1001]));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused_as_too_large_when_its_length_is_not_announced()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/length") { Content = new ByteArrayContent(new byte[1001]), Headers = { TransferEncodingChunked = true } };

        using var answer = await _host.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Theory]
    [InlineData("Authorization", "Bearer é")]
    [InlineData("Cookie", "session=日本")]
    [InlineData("X-Name", "Müller")]
    public async Task A_header_with_letters_beyond_ASCII_reaches_the_app(string header, string value)
    {
        using var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8, UseCookies = false };
        using var client = new HttpClient(handler) { BaseAddress = _host.Client.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/process");
        Assert.True(request.Headers.TryAddWithoutValidation(header, value));

        using var answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_function_that_runs_longer_than_the_timeout_is_cancelled_and_answers_500()
    {
        // Warm-up, so that the function itself runs when its timeout ends.
        await _host.Client.GetStringAsync("/api/process");

        using var answer = await _host.Client.GetAsync("/api/waits");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        await _host.Log.WaitForAsync(line => line.Message == "Was cancelled");
    }

    public sealed class Running : RunningTinyHost
    {
        protected override Dictionary<string, string?> Settings { get; } = new()
        {
            ["FUNCTIONS_REQUEST_BODY_SIZE_LIMIT"] = "1000",
            ["AzureFunctionsJobHost:functionTimeout"] = "00:00:05",
        };
    }
}
