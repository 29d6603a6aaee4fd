using System.Text;
using AccessReview.App.Http;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace AccessReview.App.Tests.Directory;

public sealed class CsvDownloadSpecs
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@x", "'@x")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\0x", "'\0x")]
    public async Task A_CSV_field_never_starts_a_spreadsheet_formula(string field, string written) => Assert.Contains(written, await WriteAsync(field), StringComparison.Ordinal);

    [Fact]
    public async Task A_CSV_field_with_quotes_or_commas_is_quoted() => Assert.EndsWith("\"a, \"\"b\"\"\"\r\n", await WriteAsync("a, \"b\""), StringComparison.Ordinal);

    [Fact]
    public async Task A_CSV_download_is_an_attachment_with_a_byte_order_mark()
    {
        var context = new DefaultHttpContext();
        using var body = new MemoryStream();
        context.Response.Body = body;

        await new CsvDownload("x.csv", ["a"], AsyncEnumerable.Empty<string[]>()).ExecuteAsync(context);

        Assert.Equal("attachment; filename=\"x.csv\"", context.Response.Headers.ContentDisposition);
        Assert.Equal("nosniff", context.Response.Headers.XContentTypeOptions);
        Assert.Equal([0xEF, 0xBB, 0xBF], body.ToArray()[..3]);
    }

    private static async Task<string> WriteAsync(string field)
    {
        var context = new DefaultHttpContext();
        using var body = new MemoryStream();
        context.Response.Body = body;
        await new CsvDownload("x.csv", ["a"], new[] { new[] { field } }.ToAsyncEnumerable()).ExecuteAsync(context);
        return Encoding.UTF8.GetString(body.ToArray());
    }
}
