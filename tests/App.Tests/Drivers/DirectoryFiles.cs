using System.Net;
using System.Text;
using System.Text.Json;
using AccessReview.App.Tests.Builders;
using Xunit;

namespace AccessReview.App.Tests.Drivers;

/// <summary>Imports directory files by the API and reads the results.</summary>
public static class DirectoryFiles
{
    public const string Path = "/api/v1/directory/imports";

    /// <summary>An app whose directory contains only its administrator.</summary>
    public static Task<TheApp> StartAsync(params string[] settings) => TheApp.StartWithAsync(Administrator, settings);

    public static object Administrator { get; } = new { users = new object[] { new { id = "adam", email = "adam@example.test", displayName = "Adam Admin", roles = "admin" } } };

    /// <summary>Imports one file. Returns the API's description of the finished import.</summary>
    public static Task<JsonElement> ImportAsync(this TheApp app, string file, string csv) => app.ImportAsync(new Dictionary<string, string> { [file] = csv });

    public static async Task<JsonElement> ImportAsync(this TheApp app, IEnumerable<KeyValuePair<string, string>> files)
    {
        using var answer = await app.SendFilesAsync(files, Guid.NewGuid().ToString());
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await app.RestAsync();
        return await app.As(SmallOrganization.Admin).GetAsync(answer.Headers.Location!.ToString());
    }

    public static Task<HttpResponseMessage> SendFilesAsync(this TheApp app, IEnumerable<KeyValuePair<string, string>> files, string key, string path = Path)
    {
        var form = new MultipartFormDataContent("boundary");
        foreach (var (name, csv) in files)
            form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(csv)), name, $"{name}.csv");
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
        request.Headers.Add("Idempotency-Key", key);
        return app.As(SmallOrganization.Admin).Http.SendAsync(request);
    }

    /// <summary>The report's entries about lines, in order.</summary>
    public static async Task<IReadOnlyList<JsonElement>> ProblemsAsync(this TheApp app, JsonElement import) =>
        [.. (await app.As(SmallOrganization.Admin).GetAsync(import.GetProperty("problems").GetString() + "?limit=100")).GetProperty("items").EnumerateArray()];

    /// <summary>The reasons of the report.</summary>
    public static async Task<IReadOnlyList<string>> ReasonsAsync(this TheApp app, JsonElement import) =>
        [.. (await app.ProblemsAsync(import)).Select(problem => problem.GetProperty("reason").GetString()!)];

    /// <summary>
    /// The counts of new, changed, unchanged, refused and unread lines of the only file. Their sum is the number of
    /// lines.
    /// </summary>
    public static (int New, int Changed, int Unchanged, int Refused, int NotRead) CountsOf(JsonElement import)
    {
        var file = Assert.Single(import.GetProperty("files").EnumerateArray());
        int Of(string name) => file.GetProperty(name).GetInt32();
        var counts = (Of("new"), Of("changed"), Of("unchanged"), Of("refused"), Of("notRead"));
        Assert.Equal(Of("lines"), counts.Item1 + counts.Item2 + counts.Item3 + counts.Item4 + counts.Item5);
        return counts;
    }
}
