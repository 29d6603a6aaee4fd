using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Xunit;

namespace AccessReview.App.Tests.Http;

/// <summary>Requests that the web server refuses before any of our code runs.</summary>
public sealed class ServerRefusalSpecs(SharedSampleApp shared) : IClassFixture<SharedSampleApp>
{
    private const string Host = "Host: localhost\r\n";
    private const string Form = "application/x-www-form-urlencoded";

    private readonly SampleApp _app = shared.App;

    public static TheoryData<string, int> Refused { get; } = new()
    {
        { "nonsense\r\n\r\n", 400 },
        { $"GET /signed-out HTTP/1.1\r\n{Host}{Host}\r\n", 400 },
        { "GET /signed-out HTTP/1.1\r\n\r\n", 400 },
        { $"POST /sign-in HTTP/1.1\r\n{Host}Content-Length: many\r\n\r\n", 400 },
        { $"GET /signed-out HTTP/1.1\r\n{Host}no colon\r\n\r\n", 400 },
        { $"GET /%00 HTTP/1.1\r\n{Host}\r\n", 400 },
        { $"GET /{new string('a', 9000)} HTTP/1.1\r\n{Host}\r\n", 414 },
        { $"GET /signed-out HTTP/1.1\r\n{Host}X-Long: {new string('a', 33_000)}\r\n\r\n", 431 },
        { $"GET /signed-out HTTP/1.1\r\n{Host}{string.Concat(Enumerable.Range(0, 101).Select(number => $"X-{number}: 1\r\n"))}\r\n", 431 },
        { $"GET /signed-out HTTP/3.7\r\n{Host}\r\n", 505 },
        { $"POST /sign-in HTTP/1.1\r\n{Host}Content-Type: {Form}\r\nContent-Length: 999999999\r\n\r\na=b", 413 },
        { $"POST /sign-in HTTP/1.1\r\n{Host}Content-Type: {Form}\r\nTransfer-Encoding: chunked\r\n\r\nno length\r\n", 400 },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_request_refused_by_the_web_server_gets_a_problem_with_the_security_headers(string request, int status)
    {
        using var normal = await _app.Http.GetAsync("/signed-out");
        string[] ours = ["Cache-Control", "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy", "X-Robots-Tag"];

        var (headers, body) = await SendAsync(request);

        Assert.StartsWith($"HTTP/1.1 {status} ", headers[0], StringComparison.Ordinal);
        Assert.All(ours, name => Assert.Contains($"{name}: {normal.Headers.NonValidated[name]}", headers));
        Assert.Contains("Content-Type: application/problem+json", headers);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}"), headers);
        Assert.Contains("Connection: close", headers);
        Assert.Equal(status, JsonDocument.Parse(body).RootElement.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_valid_request_before_an_invalid_one_on_the_same_connection_is_answered()
    {
        var good = $"GET /signed-out HTTP/1.1\r\n{Host}\r\n";

        var (headers, rest) = await SendAsync(good + "nonsense\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 ", headers[0], StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 400 Bad Request", rest, StringComparison.Ordinal);
        Assert.EndsWith("}", rest, StringComparison.Ordinal);
    }

    private async Task<(string[] Headers, string Body)> SendAsync(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(_app.Emulator.Address.Host, _app.Emulator.Address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer);
        }
        // The server closed the connection before it had read everything, but its answer has arrived.
        catch (IOException) when (answer.Length > 0)
        {
        }

        var parts = Encoding.UTF8.GetString(answer.ToArray()).Split("\r\n\r\n", 2);
        return (parts[0].Split("\r\n"), parts[1]);
    }
}
