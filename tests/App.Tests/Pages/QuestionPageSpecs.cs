using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Pages;

/// <summary>A question to the requester on pages, without scripts.</summary>
public sealed class QuestionPageSpecs
{
    [Fact]
    public async Task An_approver_asks_on_the_task_page_and_the_requester_answers_on_the_request_page()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var request = (await app.As("ada").RequestAsync(SmallOrganization.Reader)).GetProperty("id").GetString();
        var number = (await app.As("mia").MyTasksAsync())[0].GetProperty("number").GetInt32();
        var (mia, ada) = (await Visitor.SignInAsync(app, "mia"), await Visitor.SignInAsync(app, "ada"));

        var asked = await mia.SendAsync((await mia.GetAsync($"/tasks/{number}")).Form("/ask"), null, ("reason", "Which <b>team</b> needs it?"));
        await app.RestAsync();
        var mine = await ada.GetAsync("/requests");
        var page = await ada.GetAsync($"/requests/{request}");
        var list = await mia.GetAsync("/my/approvals");

        Assert.Contains("Your question was sent.", asked.Text, StringComparison.Ordinal);
        Assert.Contains("Paused until the requester answers", asked.Document.QuerySelector("#paused")?.TextContent, StringComparison.Ordinal);
        Assert.Null(asked.Document.QuerySelector("form[action$='/ask']"));
        Assert.Null(asked.Document.QuerySelector("form[action$='/answer']"));
        Assert.Contains("Waiting for information since", list.Line(number)?.TextContent, StringComparison.Ordinal);
        Assert.Contains("Needs information", mine.Text, StringComparison.Ordinal);
        Assert.Contains("Needs information", page.Text, StringComparison.Ordinal);
        Assert.Contains("Which <b>team</b> needs it?", page.Document.QuerySelector("#question")?.TextContent, StringComparison.Ordinal);

        var answered = await ada.SendAsync(page.Form("/answer"), null, ("reason", "The finance team"));
        await app.RestAsync();
        var task = await mia.GetAsync($"/tasks/{number}");

        Assert.Contains("Your answer is sent.", answered.Text, StringComparison.Ordinal);
        Assert.Null(answered.Document.QuerySelector("#question"));
        Assert.Null(task.Document.QuerySelector("#question"));
        Assert.NotNull(task.Document.QuerySelector("form[action$='/ask']"));
        const string Talk = "(?s)Mia Manager requested information.*Which <b>team</b> needs it.*Ada Lovelace answered.*The finance team";
        Assert.Matches(Talk, task.Document.QuerySelector("section[aria-labelledby=comments]")?.TextContent);
        Assert.Matches(Talk, answered.Document.QuerySelector("section[aria-labelledby=comments]")?.TextContent);
        Assert.Matches("(?s)Mia Manager requested information.*Ada Lovelace answered", task.Document.QuerySelector("section[aria-labelledby=history]")?.TextContent);
        Assert.DoesNotContain("Waiting for information", (await mia.GetAsync("/my/approvals")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_requester_can_answer_on_the_task_page_and_an_empty_answer_is_explained()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var request = (await app.As("ada").RequestAsync(SmallOrganization.Reader)).GetProperty("id").GetString();
        var number = (await app.As("mia").MyTasksAsync())[0].GetProperty("number").GetInt32();
        await app.As("mia").PostAsync($"/api/v1/tasks/{number}/questions", new { text = "Which team?" }, HttpStatusCode.OK);
        await app.RestAsync();
        var ada = await Visitor.SignInAsync(app, "ada");

        var empty = await ada.SendAsync((await ada.GetAsync($"/requests/{request}")).Form("/answer"), null, ("reason", " "));
        var answered = await ada.SendAsync((await ada.GetAsync($"/tasks/{number}")).Form("/answer"), null, ("reason", "Finance"));
        var again = await ada.SendAsync(empty.Form("/answer"), null, ("reason", "Finance"));

        Assert.Equal(HttpStatusCode.BadRequest, empty.Status);
        Assert.Contains("The answer is empty.", empty.Document.QuerySelector("[role=alert]")?.TextContent, StringComparison.Ordinal);
        Assert.Contains($"Your answer to task #{number} was sent.", answered.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Contains("No question is open any more.", again.Document.QuerySelector("[role=alert]")?.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_comment_box_says_who_gets_the_comment_and_by_which_channel()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.RequestAsync(SmallOrganization.Reader);
        var (mia, ada, olga) = (await Visitor.SignInAsync(app, "mia"), await Visitor.SignInAsync(app, "ada"), await Visitor.SignInAsync(app, "olga"));

        Assert.Equal("The requester gets this comment by email.", await ToldAsync(mia, number));
        Assert.Equal("Mia Manager gets this comment by email.", await ToldAsync(ada, number));
        Assert.Equal("Mia Manager and the requester get this comment by email.", await ToldAsync(olga, number));

        using var turnedOff = await app.As("ada").Http.PutAsync("/api/v1/my/notification-settings", System.Net.Http.Json.JsonContent.Create(new { topics = new[] { new { topic = "comment", mail = "off" } }, digest = new { hour = 11 } }));
        Assert.Equal(HttpStatusCode.OK, turnedOff.StatusCode);
        Assert.Equal("Nobody else is notified.", await ToldAsync(mia, number));
    }

    private static async Task<string?> ToldAsync(Visitor reader, int number) => (await reader.GetAsync($"/tasks/{number}")).Document.QuerySelector("#told")?.TextContent;
}
