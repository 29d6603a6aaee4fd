using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AccessReview.App.Tests.Builders;
using Xunit;

namespace AccessReview.App.Tests.Drivers;

/// <summary>
/// Imports the large organization, opens certifications and completes them with a client that repeats
/// every unanswered request with the same Idempotency-Key, as a program should.
/// </summary>
public sealed class LargeCampaign(Func<Uri> address, Func<Task> onLost, Func<string, string> tokenOf, Func<Task> onAnswer)
{
    private const int AtOnce = 4;

    /// <summary>A killed app runs again by then. An app that ended for another reason must not be called forever.</summary>
    private const int MaxLosses = 50;

    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(1) }) { Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>Acknowledged decisions by task number.</summary>
    public ConcurrentDictionary<int, string> Acknowledged { get; } = new();

    /// <summary>The certifications: number, user and entitlement.</summary>
    public ConcurrentDictionary<int, (string User, string Entitlement)> Certifications { get; } = new();

    public async Task<JsonElement> ImportAsync()
    {
        using var answer = await SendAsync(
            SmallOrganization.Admin,
            () => new HttpRequestMessage(HttpMethod.Post, "/api/v1/directory/imports") { Content = Upload() },
            "import");
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var import = answer.Headers.Location ?? throw new InvalidOperationException("An import has a location.");
        while (true)
        {
            await RestAsync();
            var state = await GetAsync(SmallOrganization.Admin, import.ToString());
            if (state.GetProperty("state").GetString() is "completed" or "failed")
                return state;
        }
    }

    /// <summary>Opens a certification for each of the first grants.</summary>
    public Task OpenAsync(int count)
    {
        var grants = LargeOrganization.Files["grants"].Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')).Take(count).ToList();
        return EachAsync(grants, async (grant, index) =>
        {
            using var answer = await PostAsync(SmallOrganization.Admin, "/api/v1/tasks", new { kind = "certification", user = grant[0], entitlement = grant[1] }, $"open-{index}");
            var task = await ReadAsync(answer, HttpStatusCode.Created);
            Certifications[task.GetProperty("number").GetInt32()] = (grant[0], grant[1]);
        });
    }

    /// <summary>Lets the assignees decide all their open tasks of a kind in bulk, until none is left.</summary>
    public async Task DecideAllAsync(string kind, Func<int, string> decisionOf, IReadOnlyList<string> people)
    {
        for (var round = 0; ; round++)
        {
            await RestAsync();
            var decided = 0;
            foreach (var person in people)
            {
                var page = await GetAsync(person, $"/api/v1/my/tasks?kind={kind}&limit=100");
                var items = page.GetProperty("items").EnumerateArray()
                    .Select(task => (Number: task.GetProperty("number").GetInt32(), Step: task.GetProperty("step").GetInt32()))
                    .Select(task => new { task = $"{task.Number}", decision = decisionOf(task.Number), step = task.Step, reason = "Seen in bulk" })
                    .ToList();
                foreach (var chunk in items.Chunk(25))
                    decided += await DecideAsync(person, kind, chunk, $"{kind}-{person}-{round}-{chunk[0].task}");
            }

            if (decided == 0)
                return;
        }
    }

    public async Task<JsonElement> GetAsync(string person, string path)
    {
        using var answer = await SendAsync(person, () => new HttpRequestMessage(HttpMethod.Get, path), null);
        return await ReadAsync(answer, HttpStatusCode.OK);
    }

    public Task<HttpResponseMessage> PostAsync(string person, string path, object body, string key) =>
        SendAsync(person, () => new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) }, key);

    /// <summary>Lets the app finish its work. The clock moves on, so that the reconciler runs too.</summary>
    public async Task RestAsync(string advance = "PT0S")
    {
        using var answer = await SendAsync(null, () => new HttpRequestMessage(HttpMethod.Post, "/emulator/api/clock") { Content = JsonContent.Create(new { advance }) }, null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private async Task<int> DecideAsync(string person, string kind, IReadOnlyCollection<object> items, string key)
    {
        using var answer = await PostAsync(person, "/api/v1/tasks/decisions", new { items }, key);
        var results = (await ReadAsync(answer, HttpStatusCode.OK)).GetProperty("items").EnumerateArray().ToList();
        foreach (var result in results.Where(result => result.GetProperty("status").GetInt32() == 200))
            Acknowledged[int.Parse(result.GetProperty("task").GetString()!, System.Globalization.CultureInfo.InvariantCulture)] = kind + "/" + result.GetProperty("outcome").GetString();
        return results.Count;
    }

    private static MultipartFormDataContent Upload()
    {
        var form = new MultipartFormDataContent();
        foreach (var part in LargeOrganization.Parts)
            form.Add(new StringContent(LargeOrganization.Files[part] + (part == "users" ? "adam,adam@example.test,Adam Admin,\n" : ""), System.Text.Encoding.UTF8, "text/csv"), part, part + ".csv");
        return form;
    }

    private async Task<HttpResponseMessage> SendAsync(string? person, Func<HttpRequestMessage> make, string? key)
    {
        for (var losses = 0; ;)
        {
            using var request = make();
            try
            {
                request.RequestUri = new Uri(address(), request.RequestUri!);
                if (person is not null)
                    request.Headers.Authorization = new("Bearer", tokenOf(person));
                if (key is not null)
                    request.Headers.Add("Idempotency-Key", key);
                var answer = await _http.SendAsync(request);
                await onAnswer();
                if (answer.Headers.RetryAfter is null)
                    return answer;
                // Too busy, or in progress under this key (409), which can last some minutes after a kill: retry later.
                answer.Dispose();
                await RestAsync("PT3M");
            }
            // Killed before it answered.
            catch (Exception lost) when (lost is HttpRequestException or TaskCanceledException or IOException && ++losses <= MaxLosses)
            {
                await onLost();
            }
        }
    }

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{(int)answer.StatusCode} instead of {(int)expected}: {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    private static Task EachAsync<T>(IReadOnlyList<T> items, Func<T, int, Task> body) =>
        Parallel.ForAsync(0, items.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (index, _) => await body(items[index], index));
}
