using System.IO.Compression;
using System.Net;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Pages;

public sealed class CompressedPageSpecs(SharedApp shared) : IClassFixture<SharedApp>
{
    [Theory]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("identity", null)]
    [InlineData("br;q=0, nonsense", null)]
    public async Task A_page_is_compressed_as_the_browser_accepts_it(string accepts, string? expected)
    {
        var app = shared.App;
        using var http = app.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/signed-out");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepts);

        using var answer = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        Assert.Equal(expected, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        await using var body = await answer.Content.ReadAsStreamAsync();
        await using var plain = Decompressed(body, expected);
        Assert.StartsWith("<!DOCTYPE html>", await new StreamReader(plain).ReadToEndAsync(), StringComparison.Ordinal);
    }

    private static Stream Decompressed(Stream body, string? encoding) => encoding switch
    {
        "br" => new BrotliStream(body, CompressionMode.Decompress),
        "gzip" => new GZipStream(body, CompressionMode.Decompress),
        _ => body,
    };
}
