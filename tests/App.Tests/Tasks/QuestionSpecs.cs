using System.Net;
using System.Text.Json;
using AccessReview.App.Store;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Notifications;
using AccessReview.App.Tests.Pages;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;
using Xunit;

namespace AccessReview.App.Tests.Tasks;

/// <summary>A question to the requester, through the API: it pauses the ladder until the answer, for two days at most.</summary>
public sealed class QuestionSpecs
{
    private const string Question = "Which team needs it?";

    [Fact]
    public async Task An_answered_question_pauses_the_ladder_for_the_time_that_the_answer_took()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.RequestAsync(SmallOrganization.Reader);
        var mails = await app.MailsOf("mia").CountAsync();

        var asked = await AskAsync(app, "mia", number);
        await app.AdvanceAsync(TimeSpan.FromHours(20));
        var answered = await AnswerAsync(app, "ada", number, "The finance team");
        await app.AdvanceAsync(TimeSpan.FromHours(23));
        var answer = Assert.Single((await app.MailsOf("mia").AllAsync()).Skip(mails));
        await app.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(Question, asked.GetProperty("question").GetProperty("text").GetString());
        Assert.Equal("Mia Manager", asked.GetProperty("question").GetProperty("askedBy").GetProperty("name").GetString());
        Assert.Equal(TheApp.Monday.AddDays(2), asked.GetProperty("question").GetProperty("until").GetDateTimeOffset());
        Assert.Equal(TheApp.Monday.AddDays(9), asked.GetProperty("dueAt").GetDateTimeOffset());
        Assert.False(answered.TryGetProperty("question", out _));
        Assert.Equal(TheApp.Monday.AddDays(7).AddHours(20), answered.GetProperty("dueAt").GetDateTimeOffset());
        Assert.Equal("Ada Lovelace answered: Reader (Vault) for Ada Lovelace #1001", answer.Subject);
        // The reminder after one day comes twenty hours later.
        var reminder = await app.MailsOf("mia").LastAsync();
        Assert.StartsWith("Reminder: ", reminder.Subject, StringComparison.Ordinal);
        Assert.Equal(TheApp.Monday.AddHours(44), reminder.At);
        Assert.Contains("If you do not answer by 6 November:", reminder.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_answer_the_ladder_continues_after_two_days_and_the_asker_is_notified()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.RequestAsync(SmallOrganization.Reader);
        await AskAsync(app, "mia", number);

        await app.AdvanceAsync(TimeSpan.FromHours(47));
        Assert.DoesNotContain(await app.MailsOf("mia").AllAsync(), mail => mail.At > TheApp.Monday);
        await app.AdvanceAsync(TimeSpan.FromHours(2));

        var late = await app.MailsOf("mia").LastAsync();
        Assert.Equal("No answer from the requester: Reader (Vault) for Ada Lovelace #1001", late.Subject);
        Assert.Contains(Question, late.Text, StringComparison.Ordinal);
        Assert.Equal(["informationRequested", "informationTimedOut"], (await EventsAsync(app, number)).Where(name => name.StartsWith("information", StringComparison.Ordinal)));
        Assert.Equal(TheApp.Monday.AddDays(9), (await TaskAsync(app, number)).GetProperty("dueAt").GetDateTimeOffset());
        await app.As("ada").PostAsync($"/api/v1/tasks/{number}/answers", new { text = "Too late" }, HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task The_requester_gets_the_question_by_mail_and_finds_it_in_the_API_until_it_is_answered()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.RequestAsync(SmallOrganization.Reader);
        await AskAsync(app, "mia", number);

        var mail = await app.MailsOf("ada").LastAsync();
        var request = (await app.As("ada").GetAsync("/api/v1/my/requests")).GetProperty("items")[0];
        var row = (await app.As("mia").MyTasksAsync())[0];
        Assert.Equal("Mia Manager needs information: Reader (Vault) for Ada Lovelace #1001", mail.Subject);
        Assert.Contains(Question, mail.Text, StringComparison.Ordinal);
        Assert.Contains(mail.Links, link => link.EndsWith("#question", StringComparison.Ordinal));
        Assert.Equal(Question, request.GetProperty("question").GetProperty("text").GetString());
        Assert.Equal(TheApp.Monday, row.GetProperty("askedAt").GetDateTimeOffset());
        Assert.Contains("answer", await ActionsAsync(app, "ada", number));
        Assert.DoesNotContain("ask", await ActionsAsync(app, "mia", number));

        await AnswerAsync(app, "ada", number, "The finance team");

        Assert.False((await app.As("ada").GetAsync("/api/v1/my/requests")).GetProperty("items")[0].TryGetProperty("question", out _));
        Assert.False((await app.As("mia").MyTasksAsync())[0].TryGetProperty("askedAt", out _));
        Assert.DoesNotContain("answer", await ActionsAsync(app, "ada", number));
        Assert.Contains("ask", await ActionsAsync(app, "mia", number));
    }

    [Fact]
    public async Task Questions_and_answers_of_others_and_to_a_requester_who_has_left_are_refused()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.RequestAsync(SmallOrganization.Reader);
        var certification = await app.OpenAsync("bob", SmallOrganization.Reader);

        Assert.Equal("nobody_to_ask", await RefusedAsync(app, "olga", certification, "questions", HttpStatusCode.Conflict));
        Assert.Equal("no_question", await RefusedAsync(app, "ada", number, "answers", HttpStatusCode.Conflict));
        Assert.Equal("not_assignee", await RefusedAsync(app, "olga", number, "questions", HttpStatusCode.Forbidden));
        Assert.Equal("question_empty", await RefusedAsync(app, "mia", number, "questions", HttpStatusCode.BadRequest, " "));
        await AskAsync(app, "mia", number);
        Assert.Equal("question_open", await RefusedAsync(app, "mia", number, "questions", HttpStatusCode.Conflict));
        Assert.Equal("not_allowed", await RefusedAsync(app, "mia", number, "answers", HttpStatusCode.Forbidden));
        Assert.Equal("answer_empty", await RefusedAsync(app, "ada", number, "answers", HttpStatusCode.BadRequest, " "));
    }

    [Fact]
    public async Task A_requester_who_has_left_cannot_be_asked()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.As("max").PostAsync("/api/v1/requests", new { entitlementId = SmallOrganization.Reader, @for = "ada", reason = "For the release" }, HttpStatusCode.Created);
        var number = (await app.As("mia").MyTasksAsync())[0].GetProperty("number").GetInt32();
        await app.LeavesAsync("max");

        Assert.Equal("nobody_to_ask", await RefusedAsync(app, "mia", number, "questions", HttpStatusCode.Conflict));
        Assert.DoesNotContain("ask", await ActionsAsync(app, "mia", number));
    }

    [Fact]
    public async Task The_person_who_gets_the_access_may_answer_in_place_of_the_requester()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.As("max").PostAsync("/api/v1/requests", new { entitlementId = SmallOrganization.Reader, @for = "ada", reason = "For the release" }, HttpStatusCode.Created);
        var number = (await app.As("mia").MyTasksAsync())[0].GetProperty("number").GetInt32();
        await AskAsync(app, "mia", number);

        Assert.StartsWith("Mia Manager needs information", (await app.MailsOf("max").LastAsync()).Subject, StringComparison.Ordinal);
        await AnswerAsync(app, "ada", number, "For the finance team");
        Assert.Contains("Ada Lovelace answered: Reader (Vault) for Ada Lovelace #1001", (await app.MailsOf("mia").AllAsync()).Select(mail => mail.Subject));
    }

    [Fact]
    public async Task A_decision_while_a_question_is_open_ends_the_question()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.RequestAsync(SmallOrganization.Reader);
        await AskAsync(app, "mia", number);

        await app.As("mia").DecideAsync(number, "approve");
        await app.RestAsync();
        await app.AdvanceAsync(TimeSpan.FromDays(3));

        Assert.DoesNotContain("informationTimedOut", await EventsAsync(app, number));
        Assert.False((await app.As("ada").GetAsync("/api/v1/my/requests")).GetProperty("items")[0].TryGetProperty("question", out _));
        Assert.Equal("task_closed", await RefusedAsync(app, "ada", number, "answers", HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task The_time_out_of_a_question_survives_a_restart()
    {
        var folder = TheApp.NewFolder();
        int number;
        await using (var app = await TheApp.StartAsync(dataPath: folder))
        {
            await app.ImportAsync(SmallOrganization.Import);
            number = await app.RequestAsync(SmallOrganization.Reader);
            await AskAsync(app, "mia", number);
        }

        await using var later = await TheApp.StartAsync(dataPath: folder);
        await later.AdvanceAsync(TimeSpan.FromDays(2));

        Assert.Contains("informationTimedOut", await EventsAsync(later, number));
        Assert.StartsWith("No answer from the requester", (await later.MailsOf("mia").LastAsync()).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public void Tasks_and_requests_of_earlier_builds_have_no_question_and_no_pause()
    {
        var task = ReviewTask.Fold(MailSamples.Open(TaskKind.Approval));
        var stored = JsonDocument.Parse(RowJson.Write(task)).RootElement.EnumerateObject().Where(property => property.Name is not ("question" or "pauses"));
        var read = RowJson.Read<ReviewTask>($"{{{string.Join(',', stored.Select(property => property.ToString()))}}}");

        Assert.Equal((null, task.DueAt), (read.Question, read.DueAt));
        Assert.Null(read.Pauses);
        Assert.Null(RowJson.Read<AccessRequest>("""{"case":"c","requestedBy":"ada","for":"ada","entitlement":"e","reason":"r","requestedAt":"2026-11-02T09:00:00Z","state":"pending"}""").Question);
    }

    private static Task<JsonElement> AskAsync(TheApp app, string by, int number) => PostAsync(app, by, number, "questions", Question);

    private static Task<JsonElement> AnswerAsync(TheApp app, string by, int number, string text) => PostAsync(app, by, number, "answers", text);

    private static async Task<JsonElement> PostAsync(TheApp app, string by, int number, string what, string text)
    {
        var task = await app.As(by).PostAsync($"/api/v1/tasks/{number}/{what}", new { text }, HttpStatusCode.OK);
        await app.RestAsync();
        return task;
    }

    private static async Task<string?> RefusedAsync(TheApp app, string by, int number, string what, HttpStatusCode expected, string text = "Which team?") =>
        (await app.As(by).PostAsync($"/api/v1/tasks/{number}/{what}", new { text }, expected)).GetProperty("code").GetString();

    private static Task<JsonElement> TaskAsync(TheApp app, int number) => app.As("adam").GetAsync($"/api/v1/tasks/{number}");

    private static async Task<IReadOnlyList<string?>> ActionsAsync(TheApp app, string by, int number) =>
        [.. (await app.As(by).GetAsync($"/api/v1/tasks/{number}")).GetProperty("actions").EnumerateArray().Select(action => action.GetString())];

    private static async Task<IReadOnlyList<string>> EventsAsync(TheApp app, int number) =>
        [.. (await app.As("adam").GetAsync($"/api/v1/tasks/{number}/history")).GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("event").GetProperty("event").GetString()!)]; // Every event has a name.
}
