using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace AccessReview.App.Tests.Drivers;

/// <summary>A person who uses the HTTP API with their own token.</summary>
public sealed class Person(string id, HttpClient http, Func<Task> rest)
{
    public string Id { get; } = id;

    public HttpClient Http { get; } = http;

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await Http.GetAsync(path);
        return await ReadAsync(response, HttpStatusCode.OK);
    }

    public async Task<HttpResponseMessage> PostAsync(string path, object body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        return await Http.SendAsync(request);
    }

    public async Task<JsonElement> PostAsync(string path, object body, HttpStatusCode expected)
    {
        using var response = await PostAsync(path, body);
        return await ReadAsync(response, expected);
    }

    public Task<JsonElement> RequestAsync(string entitlement, string reason = "For the release", HttpStatusCode expected = HttpStatusCode.Created) =>
        PostAsync("/api/v1/requests", new { entitlementId = entitlement, reason }, expected);

    /// <summary>The person's open tasks once all pending work is done.</summary>
    public async Task<IReadOnlyList<JsonElement>> MyTasksAsync(string query = "")
    {
        await rest();
        var page = await GetAsync("/api/v1/my/tasks?limit=100" + query);
        return [.. page.GetProperty("items").EnumerateArray()];
    }

    /// <summary>Decides a task by its number at its current step.</summary>
    public async Task<JsonElement> DecideAsync(int number, string decision, string? reason = null, HttpStatusCode expected = HttpStatusCode.OK, int? step = null, bool settleNow = false)
    {
        var seen = step ?? (await GetAsync($"/api/v1/tasks/{number}")).GetProperty("step").GetInt32();
        return await PostAsync($"/api/v1/tasks/{number}/decisions", new { decision, step = seen, reason, settleNow }, expected);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(expected == response.StatusCode, $"{(int)response.StatusCode} instead of {(int)expected}: {body}");
        return body.Length == 0 ? default : JsonDocument.Parse(body).RootElement;
    }
}
