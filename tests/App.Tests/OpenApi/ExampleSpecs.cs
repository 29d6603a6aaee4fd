using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AccessReview.App.Pipeline.OpenApi;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.OpenApi;

/// <summary>
/// The examples of the API's description are what the app reads and answers. The requests are sent in this order, with an Idempotency-Key
/// each, and the clock stands, so the responses are the same in every run.
/// </summary>
public sealed class ExampleSpecs
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The campaign that the example creates. Its id follows from the request.</summary>
    private const string Campaign = "c33087fae19bc9dc072488cbec8df7f81";

    private static readonly Assembly App = typeof(AccessReviewApp).Assembly;

    /// <summary>Who sends what: the operation, its method, its path and the expected status.</summary>
    private static readonly Call[] Calls =
    [
        new("adam", "ReceiveImport", "POST", "/api/v1/directory/imports", 202),
        new("adam", "WriteCampaignTemplate", "PUT", "/api/v1/campaign-templates/vault-quarterly", 200),
        new("adam", "CreateCampaign", "POST", "/api/v1/campaigns", 201),
        new("adam", "PreviewCampaign", "POST", $"/api/v1/campaigns/{Campaign}/preview", 200),
        new("adam", "FreezeCampaign", "POST", $"/api/v1/campaigns/{Campaign}/freeze", 202),
        new("adam", "ReadCampaign", "GET", $"/api/v1/campaigns/{Campaign}", 200),
        new("adam", "ListCampaignItems", "GET", $"/api/v1/campaigns/{Campaign}/items", 200),
        new("ada", "RequestAccess", "POST", "/api/v1/requests", 201),
        new("ada", "ListMyRequests", "GET", "/api/v1/my/requests", 200),
        new("mia", "ListMyTasks", "GET", "/api/v1/my/tasks", 200),
        new("mia", "CountMyTasks", "GET", "/api/v1/my/counts", 200),
        new("mia", "ReadTask", "GET", "/api/v1/tasks/1001", 200),
        new("mia", "CommentOnTask", "POST", "/api/v1/tasks/1001/comments", 200),
        new("mia", "AskRequester", "POST", "/api/v1/tasks/1001/questions", 200),
        new("ada", "AnswerQuestion", "POST", "/api/v1/tasks/1001/answers", 200),
        new("mia", "DecideTask", "POST", "/api/v1/tasks/1001/decisions", 200),
        new("adam", "DecideTask", "POST", "/api/v1/tasks/1001/decisions", 409),
        new("ada", "ReadTaskHistory", "GET", "/api/v1/tasks/1001/history", 200),
        new("olga", "OpenTask", "POST", "/api/v1/tasks", 201),
        new("olga", "ReassignTask", "POST", "/api/v1/tasks/1003/reassignments", 200),
        new("adam", "RemindAssignees", "POST", "/api/v1/tasks/1003/reminders", 200),
        new("max", "DecideTasks", "POST", "/api/v1/tasks/decisions", 200),
        new("adam", "CancelTask", "POST", "/api/v1/tasks/1002/cancellation", 200),
        new("mia", "ReadUser", "GET", "/api/v1/users/me", 200),
        new("mia", "ListGrantsOfUser", "GET", "/api/v1/users/bob/grants", 200),
        new("mia", "SetOutOfOffice", "PATCH", "/api/v1/users/me/out-of-office", 200),
        new("mia", "WriteMyNotificationSettings", "PUT", "/api/v1/my/notification-settings", 200),
        new("ada", "ReadApp", "GET", "/api/v1/apps/nothing", 404),
        new("ada", "ReadApp", "GET", "/api/v1/apps/vault", 200),
        new("mia", "OpenReviewsOfUser", "POST", "/api/v1/users/bob/reviews", 200),
        new("olga", "OpenReviewsOfEntitlement", "POST", "/api/v1/entitlements/vault%2Freader/reviews", 200),
        new("adam", "StartCampaign", "POST", $"/api/v1/campaigns/{Campaign}/start", 202),
        new("olga", "ListMyCampaigns", "GET", "/api/v1/my/campaigns", 200),
        new("olga", "SignOffMyReview", "POST", $"/api/v1/my/campaigns/{Campaign}/sign-off", 409),
        new("adam", "SignOffCampaign", "POST", $"/api/v1/campaigns/{Campaign}/sign-off", 409),
        new("adam", "ReadCampaignProgress", "GET", $"/api/v1/campaigns/{Campaign}/progress", 200),
        new("adam", "ListCampaignRemovals", "GET", $"/api/v1/campaigns/{Campaign}/removals", 200),
        new("adam", "CountCampaignRemovals", "GET", $"/api/v1/campaigns/{Campaign}/removals/counts", 200),
        new("adam", "ExtendCampaign", "POST", $"/api/v1/campaigns/{Campaign}/extend", 202),
        new("adam", "CloseCampaign", "POST", $"/api/v1/campaigns/{Campaign}/close", 202),
        new("adam", "CancelCampaign", "POST", $"/api/v1/campaigns/{Campaign}/cancel", 409),
        new("adam", "ReassignCampaignItems", "POST", $"/api/v1/campaigns/{Campaign}/items/reassignments", 409),
    ];

    [Fact]
    public async Task The_examples_are_what_the_app_reads_and_answers()
    {
        await using var app = await TheApp.StartAsync();
        List<string> differences = [];
        foreach (var call in Calls)
        {
            await app.RestAsync();
            using var response = await SendAsync(app, call);
            var answer = await response.Content.ReadAsStringAsync();
            if (call.Status != (int)response.StatusCode)
                differences.Add($"{call.Operation} answered {(int)response.StatusCode}: {answer}");
            else if (!JsonNode.DeepEquals(ApiExamples.Find(call.Operation, $"{call.Status}"), Comparable(answer)))
                differences.Add(await KeepAsync($"{call.Operation}.{call.Status}.json", answer));
        }

        Assert.Equal([], differences);
    }

    [Fact]
    public void Every_example_is_sent_or_answered()
    {
        var used = Calls.SelectMany(call => new[] { $"{call.Operation}.{call.Status}.json", $"{call.Operation}.request.json" }).ToHashSet();

        Assert.Subset(used, Examples().ToHashSet());
    }

    private static async Task<HttpResponseMessage> SendAsync(TheApp app, Call call)
    {
        using var request = new HttpRequestMessage(new HttpMethod(call.Method), call.Path);
        request.Headers.Add("Idempotency-Key", $"example {call.Operation} {call.Status}");
        if (call.Method != "GET" && ApiExamples.Find(call.Operation, "request") is { } body)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        return await app.As(call.Person).Http.SendAsync(request);
    }

    /// <summary>The id of a request is another one each time.</summary>
    private static JsonNode? Comparable(string answer)
    {
        var node = JsonNode.Parse(answer);
        if (node is JsonObject problem && problem.ContainsKey("requestId"))
            problem["requestId"] = "4bf92f3577b34da6a3ce929d0e0e4736";
        return node;
    }

    /// <summary>Keeps the answer where somebody can compare it with the example, or take it as the new one.</summary>
    private static async Task<string> KeepAsync(string name, string answer)
    {
        var folder = System.IO.Directory.CreateDirectory(Checkout.PathOf("tests", "artifacts", "examples")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, name), Comparable(answer)!.ToJsonString(Indented) + "\n"); // It is JSON.
        return $"{name} differs from tests/artifacts/examples/{name}.";
    }

    private static IEnumerable<string> Examples() =>
        from name in App.GetManifestResourceNames() where name.StartsWith(ApiExamples.Prefix, StringComparison.Ordinal) select name[ApiExamples.Prefix.Length..];

    private sealed record Call(string Person, string Operation, string Method, string Path, int Status);
}
