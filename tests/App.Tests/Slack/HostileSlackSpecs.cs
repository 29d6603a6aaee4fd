using System.Net;
using System.Text;
using AccessReview.App.Slack;
using Xunit;

namespace AccessReview.App.Tests.Slack;

/// <summary>Signed requests in a form that Slack never sends, and requests of unknown users.</summary>
public sealed class HostileSlackSpecs(HostileSlackSpecs.WithTask fixture) : IClassFixture<HostileSlackSpecs.WithTask>
{
    [Theory]
    [InlineData("""{"type":"\ud800"}""")]
    [InlineData("""{"type":"event_callback","event":{"type":"message","user":"U1","channel":"D1","thread_ts":"1.1","ts":"1.2","text":"half \udc00"}}""")]
    [InlineData("""{"\ud83d":1,"type":"url_verification","challenge":"x"}""")]
    [InlineData("""{"type":"url_verification","challenge":"\ud800\ud800"}""")]
    public async Task A_Slack_request_with_half_a_character_is_refused_with_the_reason(string json)
    {
        foreach (var request in new[] { new SlackRequest("/slack/events", Encoding.UTF8.GetBytes(json), "application/json"), SlackRequest.Form("/slack/interactions", ("payload", json)) })
        {
            using var answer = await fixture.World.SendAsync(request);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("surrogate", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("ts", 2000)]
    [InlineData("thread_ts", 2000)]
    [InlineData("channel", 2000)]
    [InlineData("user", 2000)]
    public async Task A_Slack_event_with_an_invalid_identifier_is_refused(string field, int length)
    {
        var (world, message) = (fixture.World, fixture.Message);
        foreach (var value in new[] { new string('1', length), "../x", "1.\u00e9", "" })
        {
            var sent = world.Reply("olga", message, "Hello");
            sent["event"]![field] = value;
            Assert.Equal(HttpStatusCode.BadRequest, await world.SendEventAsync(sent));
        }
    }

    [Fact]
    public async Task Button_presses_of_unknown_Slack_users_are_rate_limited_and_delay_nobody_else()
    {
        await using var world = await InSlack.StartAsync("olga");
        await world.CertifyAsync();
        var task = await world.LastOfAsync("olga");
        var statuses = new List<HttpStatusCode>();
        for (var times = 0; times < 12; times++)
            statuses.Add(await world.PressAsync("otto", task, "Certify"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (statuses[0], statuses[^1]));
        Assert.Equal(10, world.Slack.Ephemerals.Count);
        Assert.Equal(HttpStatusCode.OK, await world.PressAsync("bob", task, "Certify"));
        Assert.Equal(HttpStatusCode.OK, await world.PressAsync("olga", task, "Certify"));
    }

    [Fact]
    public async Task Commands_and_replies_of_unknown_Slack_users_are_rate_limited_too()
    {
        await using var world = await InSlack.StartAsync();
        var statuses = new List<HttpStatusCode>();
        for (var times = 0; times < 12; times++)
        {
            using var answer = await world.SendAsync(SlackRequest.Form("/slack/commands", ("team_id", SlackDouble.Team), ("user_id", "U0STRANGER"), ("text", $"{times}")));
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (statuses[0], statuses[^1]));
    }

    [Theory]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("abababababababababababababababab")]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/slack-signing-secret)")]
    public void A_weak_Slack_signing_secret_is_refused_at_start(string secret)
    {
        var good = new SlackOptions { BotToken = "xoxb-1", SigningSecret = SlackDouble.Secret, TeamId = "T1" };

        Assert.Contains("Copy it", (good with { SigningSecret = secret }).Fault(), StringComparison.Ordinal);
        Assert.Contains("Copy it", (good with { PreviousSigningSecret = secret }).Fault(), StringComparison.Ordinal);
    }

    /// <summary>Olga has an undecided task in Slack.</summary>
    public sealed class WithTask : IAsyncLifetime
    {
        public InSlack World { get; private set; } = null!; // Set by InitializeAsync.

        public SlackPost Message { get; private set; } = null!; // Set by InitializeAsync.

        public async ValueTask InitializeAsync()
        {
            World = await InSlack.StartAsync("olga");
            await World.CertifyAsync();
            Message = await World.LastOfAsync("olga");
        }

        public ValueTask DisposeAsync() => World.DisposeAsync();
    }
}
