using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Slack;

public sealed class SlackMemberSpecs
{
    [Fact]
    public async Task An_administrator_confirms_a_proposed_connection()
    {
        await using var world = await InSlack.StartAsync();

        var proposals = (await world.App.As("adam").PostAsync("/api/v1/slack/members/proposals", new { userIds = new[] { "olga", "mia", "nobody" } }, HttpStatusCode.OK)).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal([("olga", "U0OLGA"), ("mia", "U0MIA")], proposals.Select(proposal => (proposal.GetProperty("userId").GetString(), proposal.GetProperty("slackUserId").GetString())));
        Assert.Empty((await MembersAsync(world)).EnumerateArray());

        await world.ConnectAsync("olga");

        var member = Assert.Single((await MembersAsync(world)).EnumerateArray());
        Assert.Equal(("olga", "U0OLGA", "adam"), (member.GetProperty("userId").GetString(), member.GetProperty("slackUserId").GetString(), member.GetProperty("confirmedBy").GetString()));
        Assert.Equal("U0OLGA", (await world.App.As("adam").GetAsync("/api/v1/slack/members/olga")).GetProperty("slackUserId").GetString());
    }

    [Fact]
    public async Task A_Slack_user_is_connected_to_at_most_one_person_and_a_person_to_one_user()
    {
        await using var world = await InSlack.StartAsync("olga");

        await world.ConnectAsync("otto", "U0OLGA", HttpStatusCode.Conflict);
        await world.ConnectAsync("olga", "U0MAX");
        await world.ConnectAsync("otto", "U0OLGA");
        await world.ConnectAsync("otto", "U0OLGA");

        Assert.Equal([("olga", "U0MAX"), ("otto", "U0OLGA")], (await MembersAsync(world)).EnumerateArray().Select(member => (member.GetProperty("userId").GetString(), member.GetProperty("slackUserId").GetString())));
    }

    [Fact]
    public async Task Only_a_person_in_the_directory_and_in_Slack_can_be_connected()
    {
        await using var world = await InSlack.StartAsync();

        await world.ConnectAsync("nobody", "U0OLGA", HttpStatusCode.NotFound);
        await world.ConnectAsync("olga", "U0NOBODY", HttpStatusCode.BadRequest);
        await world.ConnectAsync("olga", "olga@example.test", HttpStatusCode.BadRequest);
        await world.ConnectAsync("olga", "", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_removed_connection_is_gone_at_once()
    {
        await using var world = await InSlack.StartAsync("olga");

        using var first = await world.App.As("adam").Http.DeleteAsync("/api/v1/slack/members/olga");
        using var again = await world.App.As("adam").Http.DeleteAsync("/api/v1/slack/members/olga");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (first.StatusCode, again.StatusCode));
        await world.CertifyAsync();
        Assert.Empty(await world.MessagesOfAsync("olga"));
    }

    [Theory]
    [InlineData("olga")]
    [InlineData("aud")]
    public async Task Only_an_administrator_can_connect_people(string person)
    {
        await using var world = await InSlack.StartAsync();
        var http = world.App.As(person).Http;

        using var put = await http.PutAsJsonAsync("/api/v1/slack/members/olga", new { slackUserId = "U0OLGA" });
        using var proposed = await http.PostAsJsonAsync("/api/v1/slack/members/proposals", new { userIds = new[] { "olga" } });
        using var listed = await http.GetAsync("/api/v1/slack/members");

        Assert.All([put, proposed, listed], answer => Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode));
    }

    [Fact]
    public async Task While_Slack_is_unavailable_nobody_is_connected_and_the_caller_gets_Retry_After()
    {
        await using var world = await InSlack.StartAsync();
        world.Slack.Fail("conversations.open", new SlackFault.Busy(17));

        using var answer = await world.App.As("adam").Http.PutAsJsonAsync("/api/v1/slack/members/olga", new { slackUserId = "U0OLGA" });

        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(17)), (answer.StatusCode, answer.Headers.RetryAfter?.Delta));
        Assert.Empty((await MembersAsync(world)).EnumerateArray());
    }

    [Fact]
    public async Task Without_Slack_settings_the_administrator_gets_a_clear_answer()
    {
        await using var app = await TheApp.StartAsync();

        using var put = await app.As("adam").Http.PutAsJsonAsync("/api/v1/slack/members/olga", new { slackUserId = "U0OLGA" });

        Assert.Equal(HttpStatusCode.Conflict, put.StatusCode);
        Assert.Contains("slack_off", await put.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> MembersAsync(InSlack world) => (await world.App.As("adam").GetAsync("/api/v1/slack/members")).GetProperty("items");
}
