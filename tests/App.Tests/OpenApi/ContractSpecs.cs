using System.Net;
using System.Text;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.OpenApi;

/// <summary>The comparison that all tests of the API make finds what it must find.</summary>
public sealed class ContractSpecs
{
    private const string Good = """{ "items": [], "nextCursor": null }""";

    [Theory]
    [InlineData(200, "application/json", Good)]
    [InlineData(404, "application/problem+json", """{ "type": "about:blank", "title": "No.", "status": 404, "code": "not_found", "requestId": "1" }""")]
    public void A_response_as_described_has_no_difference(int status, string type, string body) => Assert.Equal([], Differences(status, type, body));

    [Theory]
    [InlineData(204, "application/json", Good, "status")]
    [InlineData(200, "text/plain", Good, "media type")]
    [InlineData(200, "application/json", """{ "items": [] }""", "nextCursor")]
    [InlineData(200, "application/json", """{ "items": [{ "version": "1" }], "nextCursor": null }""", "hash")]
    [InlineData(200, "application/json", """{ "items": [], "nextCursor": null, "more": 1 }""", "more")]
    [InlineData(404, "application/problem+json", """{ "type": "about:blank", "title": "No.", "status": 404, "code": "no", "requestId": "1" }""", "code no")]
    public void Another_response_has_one(int status, string type, string body, string named) =>
        Assert.Contains(Differences(status, type, body), difference => difference.Contains(named, StringComparison.Ordinal));

    [Fact]
    public void A_missing_header_is_a_difference()
    {
        using var response = Response(200, "application/json", Good);
        response.Headers.Remove("X-Request-Id");

        Assert.Equal(["The header X-Request-Id is missing."], ApiContract.DifferencesOf(response, Good, History()));
    }

    private static IEnumerable<string> Differences(int status, string type, string body)
    {
        using var response = Response(status, type, body);
        return ApiContract.DifferencesOf(response, body, History());
    }

    private static HttpResponseMessage Response(int status, string type, string body) => new((HttpStatusCode)status)
    {
        Headers = { { "X-Request-Id", "1" } },
        Content = new StringContent(body, Encoding.UTF8, type),
    };

    private static System.Text.Json.Nodes.JsonObject History() =>
        ApiContract.ResponsesOf(HttpMethod.Get, new Uri("http://localhost/api/v1/tasks/1001/history"))!; // It is an operation.
}
