using System.Globalization;
using System.Net;
using System.Text.Json;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;

namespace AccessReview.App.Tests.Recheck;

/// <summary>A person who tries to decide a task through every channel.</summary>
internal static class Decider
{
    public static TheoryData<string> Ways => ["api", "bulk", "link", "details", "list"];

    /// <returns>The answer to the decider.</returns>
    public static async Task<string> TryAsync(this TheApp app, string way, string who, int number, string decision, Uri? link = null)
    {
        switch (way)
        {
            case "api":
                return (await app.As(who).DecideAsync(number, decision, "Spoke with the team", HttpStatusCode.Conflict)).ToString();
            case "bulk":
                var items = new[] { new { task = number.ToString(CultureInfo.InvariantCulture), decision, step = 0, reason = "Spoke with the team" } };
                var answer = await app.As(who).PostAsync("/api/v1/tasks/decisions", new { items }, HttpStatusCode.OK);
                Assert.Equal(409, answer.GetProperty("items")[0].GetProperty("status").GetInt32());
                return answer.ToString();
            case "link":
                var (status, html) = await new LinkPage(app, link.Found()).ReadAsync();
                Assert.Equal(HttpStatusCode.Gone, status);
                return html;
            case "details":
                var shown = await (await Visitor.SignInAsync(app, who)).GetAsync($"/tasks/{number}");
                Assert.DoesNotContain(shown.Forms, form => form.GetAttribute("action")!.EndsWith("/decide", StringComparison.Ordinal)); // Ours all have one.
                return shown.Text;
            case "list":
                var visitor = await Visitor.SignInAsync(app, who);
                var line = (await visitor.GetAsync("/my/approvals?group=none")).Line(number).Found();
                var sent = await visitor.SendAsync(line.QuerySelector<IHtmlFormElement>("form").Found(), char.ToUpperInvariant(decision[0]) + decision[1..]);
                Assert.Null(sent.Line(number));
                return sent.Text;
            default:
                throw new ArgumentOutOfRangeException(nameof(way));
        }
    }

    public static async Task<JsonElement> TaskAsync(this TheApp app, int number)
    {
        await app.RestAsync();
        return await app.As("adam").GetAsync($"/api/v1/tasks/{number}");
    }

    public static async Task<string?> StateOfRequestAsync(this TheApp app, JsonElement request)
    {
        await app.RestAsync();
        return (await app.As("adam").GetAsync($"/api/v1/requests/{request.GetProperty("id").GetString()}")).GetProperty("state").GetString();
    }

    public static async Task<IReadOnlyList<JsonElement>> GrantsOfAsync(this TheApp app, string user)
    {
        await app.RestAsync();
        return [.. (await app.As("adam").GetAsync($"/api/v1/users/{user}/grants")).GetProperty("items").EnumerateArray()];
    }

    public static async Task<int> OnlyTaskAsync(this TheApp app, string who, string kind) =>
        Assert.Single(await app.As(who).MyTasksAsync($"&kind={kind}")).GetProperty("number").GetInt32();
}
