using System.Net;
using Xunit;

namespace AccessReview.App.Tests.Slack;

public sealed class SlackQuestionSpecs
{
    [Fact]
    public async Task An_approver_asks_by_a_modal_and_the_requester_answers_by_a_modal()
    {
        await using var world = await InSlack.StartAsync("mia", "ada");
        var number = await world.RequestAsync();
        await world.App.AdvanceAsync(TimeSpan.FromSeconds(2));
        var task = await world.LastOfAsync("mia");
        Assert.Equal(["Approve", "Deny", "Ask for information", "Open the task"], task.Buttons);

        await world.PressAsync("mia", task, "Ask for information");
        var empty = await world.SubmitAsync("mia", " ");
        var sent = await world.SubmitAsync("mia", "Which <!channel> team?");
        await world.App.AdvanceAsync(TimeSpan.FromSeconds(5));
        var question = await world.LastOfAsync("ada");

        Assert.Equal("errors", empty.GetProperty("response_action").GetString());
        Assert.Empty(sent.EnumerateObject());
        Assert.Contains("Mia Manager needs information", question.Words, StringComparison.Ordinal);
        Assert.Contains("Which <!channel> team?", question.Words, StringComparison.Ordinal);
        Assert.Equal(["Answer", "Open the task"], question.Buttons);
        Assert.Equal(["Approve", "Deny", "Open the task"], (await world.LastOfAsync("mia")).Buttons);

        await world.PressAsync("ada", question, "Answer");
        Assert.Contains(world.Slack.Views.Last().GetProperty("blocks").EnumerateArray(), block => block.TryGetProperty("text", out var text) && text.GetProperty("text").GetString() == "Which <!channel> team?");
        Assert.Empty((await world.SubmitAsync("ada", "The finance team")).EnumerateObject());
        await world.App.AdvanceAsync(TimeSpan.FromSeconds(5));

        Assert.False((await world.TaskAsync(number)).TryGetProperty("question", out _));
        Assert.Contains(await world.MessagesOfAsync("mia"), message => message.Words.Contains("The finance team", StringComparison.Ordinal));
        Assert.Contains((await world.MessagesOfAsync("mia"))[0].Buttons, button => button == "Ask for information");
        Assert.Equal(["Open the task"], (await world.LastOfAsync("ada")).Buttons);
    }

    [Fact]
    public async Task A_reply_to_the_question_in_Slack_is_the_answer_and_later_replies_are_comments()
    {
        await using var world = await InSlack.StartAsync("mia", "ada");
        var number = await world.RequestAsync();
        await world.App.As("mia").PostAsync($"/api/v1/tasks/{number}/questions", new { text = "Which team?" }, HttpStatusCode.OK);
        await world.App.AdvanceAsync(TimeSpan.FromSeconds(5));
        var question = await world.LastOfAsync("ada");

        await world.SendEventAsync(world.Reply("ada", question, "The finance team"));
        await world.SendEventAsync(world.Reply("ada", question, "And legal"));

        var events = (await world.App.As("adam").GetAsync($"/api/v1/tasks/{number}/history")).GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("event"));
        Assert.Equal(
            ["informationGiven: The finance team", "commented: And legal"],
            events.Where(happened => happened.GetProperty("event").GetString() is "informationGiven" or "commented").Select(happened => $"{happened.GetProperty("event")}: {happened.GetProperty("text")}"));
    }

    [Fact]
    public async Task A_question_that_has_ended_is_explained_in_Slack()
    {
        await using var world = await InSlack.StartAsync("mia", "ada");
        var number = await world.RequestAsync();
        await world.App.As("mia").PostAsync($"/api/v1/tasks/{number}/questions", new { text = "Which team?" }, HttpStatusCode.OK);
        await world.App.AdvanceAsync(TimeSpan.FromSeconds(5));
        var question = await world.LastOfAsync("ada");
        await world.PressAsync("ada", question, "Answer");
        await world.App.As("ada").PostAsync($"/api/v1/tasks/{number}/answers", new { text = "Finance" }, HttpStatusCode.OK);

        var refused = await world.SubmitAsync("ada", "Finance");
        await world.PressAsync("ada", question, "Answer");

        Assert.Contains("No question is open any more.", refused.ToString(), StringComparison.Ordinal);
        Assert.Contains("No question is open any more.", Assert.Single(world.Slack.Ephemerals).ToString(), StringComparison.Ordinal);
    }
}
