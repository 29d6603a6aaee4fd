using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace AccessReview.App.Tests.Http;

public sealed class HostileRequestSpecs(SharedSampleApp shared) : IClassFixture<SharedSampleApp>
{
    private readonly SampleApp _app = shared.App;

    [Theory]
    [InlineData("TRACE")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("GET")]
    public async Task An_unsupported_method_gets_405_with_the_allowed_methods(string method)
    {
        using var response = await _app.Http.SendAsync(_app.Request(new HttpMethod(method), "/sign-out", _app.AdminToken));

        Assert.Equal((HttpStatusCode.MethodNotAllowed, "POST"), (response.StatusCode, response.Content.Headers.Allow.Single()));
    }

    [Fact]
    public async Task A_chunked_request_with_a_content_length_is_refused() =>
        Assert.Equal(400, await RawAsync("POST /api/sample/things HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, 401));

    [Fact]
    public async Task A_request_with_two_Host_headers_gets_400() =>
        Assert.Equal(400, await RawAsync("GET /signed-out HTTP/1.1\r\nHost: localhost\r\nHost: evil.test\r\n\r\n", 400));

    [Fact]
    public async Task A_body_of_64_KiB_and_one_byte_gets_413()
    {
        using var request = _app.Request(HttpMethod.Post, "/api/sample/things", _app.AdminToken);
        request.Content = new StringContent($$"""{"name":"{{new string('x', 64 * 1024)}}"}""", Encoding.UTF8, "application/json");
        using var response = await _app.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_is_far_too_long_gets_413_and_later_requests_still_work(bool isChunked)
    {
        var tooLong = new byte[700 * 1024];
        for (var count = 0; count < 20; count++)
        {
            using var large = _app.Request(HttpMethod.Post, "/api/sample/things", _app.AdminToken);
            large.Headers.TransferEncodingChunked = isChunked;
            large.Content = new ByteArrayContent(tooLong) { Headers = { ContentType = new("application/json") } };
            using var refused = await _app.Http.SendAsync(large);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);

            using var small = _app.Request(HttpMethod.Post, "/api/sample/things", _app.AdminToken);
            small.Content = new StringContent("[]", Encoding.UTF8, "application/json");
            using var next = await _app.Http.SendAsync(small);
            Assert.Equal(HttpStatusCode.BadRequest, next.StatusCode);
        }
    }

    [Theory]
    [InlineData("""{"name":"\ud800"}""")]
    [InlineData("""{"name":"a","__proto__":{}}""")]
    [InlineData("""{"name":"a","name":"b"}""")]
    [InlineData("""{"name":NaN}""")]
    [InlineData("""{"name":1e400}""")]
    public async Task Malicious_JSON_gets_400(string body)
    {
        using var request = _app.Request(HttpMethod.Post, "/api/sample/things", _app.AdminToken);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _app.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(0, _app.Work.Made);
    }

    private async Task<int> RawAsync(string request, params int[] allowed)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(_app.Emulator.Address.Host, _app.Emulator.Address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream);
        var status = int.Parse((await reader.ReadLineAsync())!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

        // Kestrel drops the length, as RFC 9112 6.3 allows, and closes the connection; the request then has no caller.
        Assert.Contains(status, allowed);
        return allowed[0];
    }
}
