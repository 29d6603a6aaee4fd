using System.Net;
using Xunit;

namespace AccessReview.App.Tests.Slack;

public sealed class SlackCommentSpecs
{
    [Fact]
    public async Task A_comment_on_the_page_is_posted_in_the_threads_of_the_assignees()
    {
        await using var world = await InSlack.StartAsync("olga", "otto");
        var number = await world.CertifyAsync();
        await world.App.AdvanceAsync(TimeSpan.FromSeconds(2));

        await world.App.As("otto").PostAsync($"/api/v1/tasks/{number}/comments", new { text = "Does <!channel> know https://evil.example?" }, HttpStatusCode.OK);

        foreach (var person in new[] { "olga", "otto" })
        {
            var said = Assert.Single(await world.ThreadOfAsync(person, await world.LastOfAsync(person)));
            Assert.StartsWith("Otto Owner commented:\nDoes <!channel> know", said, StringComparison.Ordinal);
            Assert.DoesNotContain("https://evil.example", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_reply_in_a_thread_is_a_comment_and_is_posted_only_to_other_assignees()
    {
        await using var world = await InSlack.StartAsync("olga", "otto");
        var number = await world.CertifyAsync();
        await world.App.AdvanceAsync(TimeSpan.FromSeconds(2));
        var message = await world.LastOfAsync("olga");

        Assert.Equal(HttpStatusCode.OK, await world.SendEventAsync(world.Reply("olga", message, "Fish &amp; chips, see <https://example.org|our page>")));

        Assert.Equal(["Fish & chips, see our page"], await CommentsAsync(world, number));
        Assert.Empty(await world.ThreadOfAsync("olga", message));
        Assert.StartsWith("Olga Owner commented:\nFish & chips", Assert.Single(await world.ThreadOfAsync("otto", await world.LastOfAsync("otto"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_that_Slack_delivers_twice_is_one_comment()
    {
        await using var world = await InSlack.StartAsync("olga");
        var number = await world.CertifyAsync();
        var reply = world.Reply("olga", await world.LastOfAsync("olga"), "Once");

        await world.SendEventAsync(reply);
        await world.App.AdvanceAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.OK, await world.SendEventAsync(reply, retry: 1));
        await world.App.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, await world.SendEventAsync(reply, retry: 2));

        Assert.Equal(["Once"], await CommentsAsync(world, number));
    }

    [Fact]
    public async Task Several_comments_are_posted_in_order_at_one_a_second()
    {
        await using var world = await InSlack.StartAsync("olga");
        var number = await world.CertifyAsync();
        foreach (var text in new[] { "First", "Second", "Third" })
            await world.App.As("otto").PostAsync($"/api/v1/tasks/{number}/comments", new { text }, HttpStatusCode.OK);

        for (var second = 0; second < 5; second++)
            await world.App.AdvanceAsync(TimeSpan.FromSeconds(1));

        var thread = await world.ThreadOfAsync("olga", await world.LastOfAsync("olga"));
        Assert.Equal(["First", "Second", "Third"], thread.Select(said => said.Split('\n')[1]));
        Assert.DoesNotContain(world.Slack.Calls, call => call.EndsWith("ratelimited", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_comment_is_answered_in_the_thread()
    {
        await using var world = await InSlack.StartAsync("olga");
        var number = await world.CertifyAsync();
        var message = await world.LastOfAsync("olga");
        await world.App.As("otto").DecideAsync(number, "certify");
        await world.App.AdvanceAsync(TimeSpan.FromSeconds(2));

        await world.SendEventAsync(world.Reply("olga", message, "Too late?"));

        Assert.Equal("The task is closed.", Assert.Single(await world.ThreadOfAsync("olga", message)));
        Assert.Empty(await CommentsAsync(world, number));
    }

    [Fact]
    public async Task A_comment_that_is_too_long_is_refused_with_a_message_and_not_cut()
    {
        await using var world = await InSlack.StartAsync("olga");
        var number = await world.CertifyAsync();
        var message = await world.LastOfAsync("olga");
        await world.App.AdvanceAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(HttpStatusCode.OK, await world.SendEventAsync(world.Reply("olga", message, "=HYPERLINK(" + new string('ä', 39_000))));

        Assert.StartsWith("The text is too long", Assert.Single(await world.ThreadOfAsync("olga", message)), StringComparison.Ordinal);
        Assert.Empty(await CommentsAsync(world, number));
    }

    [Fact]
    public async Task A_reply_of_a_disconnected_person_is_ignored()
    {
        await using var world = await InSlack.StartAsync("olga");
        var number = await world.CertifyAsync();
        var message = await world.LastOfAsync("olga");
        using var gone = await world.App.As("adam").Http.DeleteAsync("/api/v1/slack/members/olga");
        await world.App.AdvanceAsync(TimeSpan.FromSeconds(2));

        await world.SendEventAsync(world.Reply("olga", message, "Still me"));
        await world.PressAsync("olga", message, "Certify");

        Assert.StartsWith("Your Slack account is not connected to Access Review yet.", Assert.Single(await world.ThreadOfAsync("olga", message)), StringComparison.Ordinal);
        Assert.Empty(await CommentsAsync(world, number));
        Assert.Null(await world.OutcomeOfAsync(number));
    }

    [Fact]
    public async Task Messages_of_the_bot_and_replies_in_other_threads_are_ignored()
    {
        await using var world = await InSlack.StartAsync("olga");
        var number = await world.CertifyAsync();
        var message = await world.LastOfAsync("olga");
        var (own, elsewhere, edited) = (world.Reply("olga", message, "I am a bot"), world.Reply("olga", message with { Ts = "1.000001" }, "Elsewhere"), world.Reply("olga", message, "Edited"));
        own["event"]!["bot_id"] = "B0BOT";
        edited["event"]!["subtype"] = "message_changed";

        foreach (var reply in new[] { own, elsewhere, edited })
            Assert.Equal(HttpStatusCode.OK, await world.SendEventAsync(reply));

        Assert.Empty(await CommentsAsync(world, number));
        Assert.Empty(await world.ThreadOfAsync("olga", message));
    }

    private static async Task<IReadOnlyList<string?>> CommentsAsync(InSlack world, int number)
    {
        var history = await world.App.As("adam").GetAsync($"/api/v1/tasks/{number}/history");
        return [.. history.GetProperty("items").EnumerateArray().Select(stored => stored.GetProperty("event")).Where(happened => happened.TryGetProperty("text", out _)).Select(happened => happened.GetProperty("text").GetString())];
    }
}
