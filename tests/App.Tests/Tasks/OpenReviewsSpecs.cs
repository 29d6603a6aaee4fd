using System.Net;
using System.Text.Json;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using Xunit;

namespace AccessReview.App.Tests.Tasks;

/// <summary>Reviews and removals that people open over the API: who may, what is opened, and what a repeat does.</summary>
public sealed class OpenReviewsSpecs
{
    private const string Yes = "yes", No = "403 not_allowed";

    // Bob reports to Mia, Mia to Max. Olga and Otto own the app; Olga owns Reader, Otto owns Root.
    private static readonly Dictionary<string, string[]> Expected = new()
    {
        //         revocation of Reader, certification of Reader, all of Bob's, everybody's Reader
        ["adam"] = [Yes, Yes, Yes, Yes],
        ["bob"] = [Yes, No, No, No],
        ["mia"] = [Yes, Yes, Yes, No],
        ["olga"] = [Yes, Yes, No, Yes],
        ["otto"] = [Yes, Yes, No, Yes],
        ["max"] = [No, No, No, No],
        ["ada"] = [No, No, No, No],
        ["aud"] = [No, No, No, No],
    };

    [Fact]
    public async Task Reviews_and_removals_are_opened_by_the_people_whom_the_table_allows()
    {
        List<string> wrong = [];
        foreach (var (person, expected) in Expected)
        {
            await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
            string[] answers =
            [
                await AnswerAsync(app, person, "/api/v1/tasks", new { kind = "revocation", user = "bob", entitlement = SmallOrganization.Reader }),
                await AnswerAsync(app, person, "/api/v1/tasks", new { kind = "certification", user = "bob", entitlement = SmallOrganization.Reader }),
                await AnswerAsync(app, person, "/api/v1/users/bob/reviews", new { kind = "certification" }),
                await AnswerAsync(app, person, "/api/v1/entitlements/vault%2Freader/reviews", new { kind = "certification" }),
            ];
            if (!answers.SequenceEqual(expected))
                wrong.Add($"{person}: {string.Join(", ", answers)}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_review_of_a_person_opens_one_task_for_each_access_and_reports_those_already_open()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var open = await app.OpenAsync("bob", SmallOrganization.Reader);

        var opened = await app.As("mia").PostAsync("/api/v1/users/bob/reviews", new { kind = "certification", reason = "Bob has changed teams" }, HttpStatusCode.OK);
        await app.RestAsync();

        Assert.Equal((1, 1, 0), Counts(opened));
        Assert.Equal([$"vault/reader alreadyOpen {open}", $"vault/root opened {open + 1}"], Items(opened));
        Assert.Equal([open, open + 1], (await app.As("otto").MyTasksAsync()).Select(task => task.GetProperty("number").GetInt32()).Order());
    }

    [Fact]
    public async Task A_repeated_call_opens_nothing_more_and_gets_the_same_answer()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);

        using var first = await app.As("mia").PostAsync("/api/v1/users/bob/reviews", new { kind = "certification" }, "leaves the team");
        await app.RestAsync();
        using var second = await app.As("mia").PostAsync("/api/v1/users/bob/reviews", new { kind = "certification" }, "leaves the team");
        await app.RestAsync();

        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(2, (await app.As("otto").MyTasksAsync()).Count);
    }

    [Fact]
    public async Task Named_users_who_do_not_hold_the_entitlement_are_refused_and_the_others_reviewed()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);

        var opened = await app.As("otto").PostAsync("/api/v1/entitlements/vault%2Froot/reviews", new { kind = "certification", users = new[] { "ada", "bob", "bob" } }, HttpStatusCode.OK);

        Assert.Equal((1, 0, 1), Counts(opened));
        Assert.Equal("not_held", opened.GetProperty("items")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task More_tasks_than_one_call_opens_are_refused_and_nothing_is_opened()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync(new
        {
            users = Enumerable.Range(100, 251).Select(number => new { id = $"p{number}", email = $"p{number}@example.test", displayName = $"Person {number}" }),
            grants = Enumerable.Range(100, 251).Select(number => new { userId = $"p{number}", entitlementId = SmallOrganization.Reader }),
        });
        var olga = await Visitor.SignInAsync(app, "olga");

        var refused = await app.As("olga").PostAsync("/api/v1/entitlements/vault%2Freader/reviews", new { kind = "certification" }, HttpStatusCode.BadRequest);
        var page = await olga.GetAsync("/reviews/new?kind=certification&access=vault%2Freader");

        Assert.Equal("too_many_tasks", refused.GetProperty("code").GetString());
        Assert.Contains("252", refused.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Contains("This would open 252 tasks.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Forms, form => form.GetAttribute("action") == "/reviews/new");
        Assert.Empty(await app.As("olga").MyTasksAsync());
    }

    [Theory]
    [InlineData("/api/v1/users/nobody/reviews", "certification", HttpStatusCode.NotFound, "not_found")]
    [InlineData("/api/v1/entitlements/nothing/reviews", "certification", HttpStatusCode.NotFound, "not_found")]
    [InlineData("/api/v1/users/bob/reviews", "approval", HttpStatusCode.BadRequest, "wrong_kind")]
    public async Task A_wrong_order_gets_a_problem(string path, string kind, HttpStatusCode status, string code)
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);

        Assert.Equal(code, (await app.As("adam").PostAsync(path, new { kind }, status)).GetProperty("code").GetString());
    }

    private static (int Opened, int AlreadyOpen, int Refused) Counts(JsonElement answer) =>
        (answer.GetProperty("opened").GetInt32(), answer.GetProperty("alreadyOpen").GetInt32(), answer.GetProperty("refused").GetInt32());

    private static IEnumerable<string> Items(JsonElement answer) => answer.GetProperty("items").EnumerateArray()
        .Select(item => $"{item.GetProperty("entitlement").GetString()} {item.GetProperty("status").GetString()} {item.GetProperty("number").GetInt32()}");

    private static async Task<string> AnswerAsync(TheApp app, string person, string path, object body)
    {
        using var answer = await app.As(person).PostAsync(path, body);
        await app.RestAsync();
        if (answer.IsSuccessStatusCode)
            return Yes;
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return $"{(int)answer.StatusCode} {problem.RootElement.GetProperty("code").GetString()}";
    }
}
