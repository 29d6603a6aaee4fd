using System.Text;
using AccessReview.App.Http;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace AccessReview.App.Tests.Http;

public sealed class JsonBodySpecs
{
    public sealed record Wish(UserId User, string Reason, int? Step, double? Weight, IReadOnlyList<string>? Tags);

    [Fact]
    public async Task A_valid_JSON_body_is_read()
    {
        var wish = await ReadAsync("""{"user":"ada","reason":"Zoë 🙂","step":2,"tags":["a"]}""");

        Assert.Equal((UserId.From("ada"), "Zoë 🙂", 2), (wish.User, wish.Reason, wish.Step));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"ada\"")]
    [InlineData("{")]
    [InlineData("""{"user":"ada","reason":"x"} {}""")]
    [InlineData("""{"user":"ada","reason":"x"}garbage""")]
    [InlineData("""{"user":"ada"}""")]
    [InlineData("""{"user":"ada","reason":null}""")]
    [InlineData("""{"user":"","reason":"x"}""")]
    [InlineData("""{"user":"ada","Reason":"x"}""")]
    [InlineData("""{"user":"ada","reason":"x","admin":true}""")]
    [InlineData("""{"user":"ada","reason":"x","__proto__":{"admin":true}}""")]
    [InlineData("""{"user":"ada","reason":"x","reason":"y"}""")]
    [InlineData("""{"user":"ada","reason":"x","step":"2"}""")]
    [InlineData("""{"user":"ada","reason":"x","step":2.5}""")]
    [InlineData("""{"user":"ada","reason":"x","step":NaN}""")]
    [InlineData("""{"user":"ada","reason":"x","step":1e400}""")]
    [InlineData("""{"user":"ada","reason":"x","weight":1e400}""")]
    [InlineData("""{"user":"ada","reason":"\ud800"}""")]
    [InlineData("""{"user":"ada","\udc00":"x"}""")]
    [InlineData("""{"user":"ada","reason":"x",}""")]
    [InlineData("""{"user":"ada",/* hi */"reason":"x"}""")]
    public async Task An_invalid_JSON_body_gets_400_and_is_not_echoed(string body)
    {
        var problem = await Assert.ThrowsAsync<ProblemException>(() => ReadAsync(body));

        Assert.Equal((400, "bad_json"), (problem.Status, problem.Code));
        Assert.Contains("user (required)", problem.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("admin", problem.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("proto", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF })]
    [InlineData(new byte[] { 0xFF, 0xFE })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    public async Task A_JSON_body_with_a_byte_order_mark_or_invalid_UTF_8_gets_400(byte[] before)
    {
        var problem = await Assert.ThrowsAsync<ProblemException>(() => ReadAsync([.. before, .. """{"user":"ada","reason":"x"}"""u8]));

        Assert.Equal(400, problem.Status);
    }

    [Fact]
    public async Task A_JSON_body_nested_17_levels_deep_gets_400()
    {
        var problem = await Assert.ThrowsAsync<ProblemException>(() => ReadAsync($$"""{"user":"ada","reason":"x","tags":{{new string('[', 16)}}{{new string(']', 16)}}}"""));

        Assert.Equal(400, problem.Status);
    }

    [Fact]
    public async Task A_JSON_body_over_64_KiB_gets_413_with_or_without_a_content_length()
    {
        var (max, more) = (Padded(64 * 1024), Padded((64 * 1024) + 1));

        Assert.NotNull(await ReadAsync(max));
        Assert.Equal(413, (await Assert.ThrowsAsync<ProblemException>(() => ReadAsync(more))).Status);
        Assert.Equal(413, (await Assert.ThrowsAsync<ProblemException>(() => ReadAsync(more, length: null))).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/jsonp")]
    public async Task A_body_of_another_content_type_gets_415(string? type)
    {
        var problem = await Assert.ThrowsAsync<ProblemException>(() => ReadAsync("""{"user":"ada","reason":"x"}"""u8.ToArray(), type: type));

        Assert.Equal(415, problem.Status);
    }

    private static byte[] Padded(int bytes)
    {
        var body = """{"user":"ada","reason":"x"}""";
        return Encoding.UTF8.GetBytes(body + new string(' ', bytes - body.Length));
    }

    private static Task<Wish> ReadAsync(string body) => ReadAsync(Encoding.UTF8.GetBytes(body));

    private static Task<Wish> ReadAsync(byte[] body) => ReadAsync(body, body.Length);

    private static Task<Wish> ReadAsync(byte[] body, long? length = null, string? type = "application/json; charset=utf-8")
    {
        var request = new DefaultHttpContext().Request;
        request.Body = new MemoryStream(body);
        request.ContentLength = length;
        request.ContentType = type;
        return request.ReadJsonAsync<Wish>(CancellationToken.None);
    }
}
