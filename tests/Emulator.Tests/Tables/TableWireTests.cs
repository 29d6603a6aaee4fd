using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Xunit;

namespace AccessReview.Emulator.Tests.Tables;

/// <summary>Details that the client hides: headers, metadata, the form of an error.</summary>
public sealed class TableWireTests(EmulatorTables service) : IClassFixture<EmulatorTables>
{
    [Theory]
    [InlineData("nometadata", false, false)]
    [InlineData("minimalmetadata", true, false)]
    [InlineData("fullmetadata", true, true)]
    public async Task A_response_has_the_requested_level_of_metadata(string metadata, bool typed, bool linked)
    {
        var table = $"wire{metadata}";
        await service.Client().CreateTableAsync(table);
        using var inserted = await SendAsync(
            HttpMethod.Post, $"/{table}", metadata, """{"PartitionKey":"p","RowKey":"r","N@odata.type":"Edm.Int64","N":"5","Flag":true}""");
        using var read = await SendAsync(HttpMethod.Get, $"/{table}(PartitionKey='p',RowKey='r')", metadata);
        using var json = JsonDocument.Parse(await read.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.Created, inserted.StatusCode);
        Assert.Equal("5", json.RootElement.GetProperty("N").GetString());
        Assert.Equal(typed, json.RootElement.TryGetProperty("N@odata.type", out _));
        Assert.Equal(typed, json.RootElement.TryGetProperty("odata.etag", out _));
        Assert.Equal(linked, json.RootElement.TryGetProperty("odata.id", out _));
        Assert.Equal(linked, json.RootElement.TryGetProperty("Flag@odata.type", out _));
    }

    [Fact]
    public async Task An_error_has_a_code_a_message_and_the_request_id()
    {
        using var answer = await SendAsync(HttpMethod.Get, "/nowhere()", "nometadata");
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());

        var error = json.RootElement.GetProperty("odata.error");
        Assert.Equal("TableNotFound", error.GetProperty("code").GetString());
        Assert.Contains($"RequestId:{Assert.Single(answer.Headers.GetValues("x-ms-request-id"))}", error.GetProperty("message").GetProperty("value").GetString(), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task A_request_without_a_signature_is_refused()
    {
        using var client = new HttpClient();

        using var answer = await client.GetAsync($"{service.Address}/Tables");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("""{"RowKey":"r"}""", "PropertiesNeedValue")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","A":1,"A":2}""", "DuplicatePropertiesSpecified")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","1A":1}""", "PropertyNameInvalid")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","A":{}}""", "InvalidInput")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","A@odata.type":"Edm.Guid","A":"no"}""", "InvalidInput")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","A@odata.type":"Edm.DateTime","A":"1500-01-01T00:00:00Z"}""", "OutOfRangeInput")]
    [InlineData("""{"PartitionKey":"p",""", "InvalidInput")]
    public async Task A_malformed_entity_is_refused(string body, string code)
    {
        await service.Client().GetTableClient("wireBodies").CreateIfNotExistsAsync();

        using var answer = await SendAsync(HttpMethod.Post, "/wireBodies", "nometadata", body);

        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.StatusCode, Assert.Single(answer.Headers.GetValues("x-ms-error-code"))));
    }

    /// <summary>Signed with SharedKey, where the client signs with SharedKeyLite.</summary>
    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string metadata, string? body = null)
    {
        const string date = "Mon, 23 Nov 2026 09:00:00 GMT";
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method, service.Address + path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        var signed = $"{method}\n\n{request.Content?.Headers.ContentType}\n{date}\n/{TableServiceConnection.Account}{request.RequestUri!.AbsolutePath}"; // Set above.
        var signature = HMACSHA256.HashData(Convert.FromBase64String(TableServiceConnection.Key), Encoding.UTF8.GetBytes(signed));
        request.Headers.Authorization = new AuthenticationHeaderValue("SharedKey", $"{TableServiceConnection.Account}:{Convert.ToBase64String(signature)}");
        request.Headers.Add("x-ms-date", date);
        request.Headers.TryAddWithoutValidation("Accept", $"application/json;odata={metadata}");
        return await client.SendAsync(request);
    }
}
