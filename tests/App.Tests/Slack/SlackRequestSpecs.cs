using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AccessReview.App.Slack;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Slack;

/// <summary>Verification of Slack's requests: A11 and A-t5.</summary>
public sealed class SlackRequestSpecs
{
    private static SlackRequest Check => SlackRequest.Event(new JsonObject { ["type"] = "url_verification", ["challenge"] = "abc" });

    [Fact]
    public async Task The_URL_check_of_Slack_gets_its_challenge_back()
    {
        await using var world = await InSlack.StartAsync();

        using var answer = await world.SendAsync(Check);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("{\"challenge\":\"abc\"}", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_Slack_request_signed_more_than_five_minutes_ago_or_ahead_is_refused()
    {
        await using var world = await InSlack.StartAsync();

        foreach (var (seconds, status) in new[] { (-300, HttpStatusCode.OK), (300, HttpStatusCode.OK), (-301, HttpStatusCode.Unauthorized), (301, HttpStatusCode.Unauthorized) })
        {
            using var answer = await world.SendAsync(Check with { Skew = TimeSpan.FromSeconds(seconds) });
            Assert.Equal(status, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_Slack_request_with_an_invalid_signature_is_refused()
    {
        await using var world = await InSlack.StartAsync();
        SlackRequest[] wrong =
        [
            Check with { Secret = "fedcba9876543210fedcba9876543210" },
            Check with { Secret = "" },
            Check with { Signature = "" },
            Check with { Signature = "v1=" + new string('0', 64) },
            Check with { Signature = "v0=" + new string('z', 64) },
            Check with { Signature = "v0=" },
            // The same JSON in another notation: the signature covers bytes.
            Check with { Body = Encoding.UTF8.GetBytes("{ \"type\": \"url_verification\", \"challenge\": \"abc\" }"), Signed = Check.Body },
        ];

        foreach (var request in wrong)
        {
            using var answer = await world.SendAsync(request);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Fact]
    public async Task An_unsigned_Slack_request_gets_no_information()
    {
        await using var world = await InSlack.StartAsync();
        using var client = world.App.Client();

        foreach (var path in new[] { "/slack/interactions", "/slack/commands", "/slack/events" })
        {
            using var answer = await client.PostAsync(path, new StringContent("payload={}"));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_repeated_Slack_request_is_answered_and_changes_nothing()
    {
        await using var world = await InSlack.StartAsync("olga");
        var number = await world.CertifyAsync();
        var message = await world.LastOfAsync("olga");
        var request = SlackRequest.Interaction(world.Pressed("otto", message, message.Button("Certify")));

        using var first = await world.SendAsync(request);
        using var again = await world.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        Assert.Single(world.Slack.Ephemerals);
        Assert.Null(await world.OutcomeOfAsync(number));
    }

    [Fact]
    public async Task A_signed_Slack_request_that_is_not_JSON_gets_400()
    {
        await using var world = await InSlack.StartAsync();

        foreach (var (path, body) in new[] { ("/slack/interactions", "payload="), ("/slack/interactions", "payload=[1]"), ("/slack/interactions", "nothing"), ("/slack/events", "{"), ("/slack/events", "[]") })
        {
            using var answer = await world.SendAsync(new SlackRequest(path, Encoding.UTF8.GetBytes(body), "application/x-www-form-urlencoded"));
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_Slack_request_for_another_purpose_is_acknowledged()
    {
        string[] payloads =
        [
            "{\"type\":\"block_actions\"}",
            "{\"type\":\"block_actions\",\"actions\":[],\"user\":7,\"team\":null}",
            "{\"type\":\"block_actions\",\"actions\":[{\"action_id\":\"open\"}]}",
            "{\"type\":\"block_actions\",\"actions\":[{\"action_id\":7}]}",
            "{\"type\":\"view_submission\",\"view\":{\"callback_id\":\"other\"}}",
            "{\"type\":\"view_submission\"}",
            "{\"type\":\"shortcut\"}",
            "{}",
        ];
        await using var world = await InSlack.StartAsync();

        foreach (var payload in payloads)
        {
            using var answer = await world.SendAsync(SlackRequest.Form("/slack/interactions", ("payload", payload)));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Empty(world.Slack.Ephemerals);
    }

    [Fact]
    public async Task The_app_calls_only_Slack_whatever_response_URL_a_request_names()
    {
        await using var other = await SlackDouble.StartAsync();
        await using var world = await InSlack.StartAsync("olga");
        await world.CertifyAsync();
        var message = await world.LastOfAsync("olga");
        var pressed = world.Pressed("otto", message, message.Button("Certify"));
        pressed["response_url"] = new Uri(other.Address, "/response/1").AbsoluteUri;

        using var answer = await world.SendAsync(SlackRequest.Interaction(pressed));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(other.Ephemerals);
    }

    [Fact]
    public async Task Both_signing_secrets_are_accepted_during_a_rotation()
    {
        const string Old = "fedcba9876543210fedcba9876543210";
        await using var slack = await SlackDouble.StartAsync();
        await using var app = await TheApp.StartAsync(settings: [.. slack.Settings, $"Slack:PreviousSigningSecret={Old}"]);
        using var client = app.Client();

        foreach (var secret in new[] { SlackDouble.Secret, Old })
        {
            using var answer = await (Check with { Secret = secret }).SendAsync(client, app.Now);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Slack_routes_do_not_exist_without_Slack_settings()
    {
        await using var app = await TheApp.StartAsync();
        using var client = app.Client();

        using var answer = await Check.SendAsync(client, app.Now);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    // The worked example of https://docs.slack.dev/authentication/verifying-requests-from-slack.
    [Fact]
    public void The_signature_matches_the_example_of_the_Slack_documentation()
    {
        var body = Encoding.UTF8.GetBytes("token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c");

        var signature = Convert.ToHexStringLower(SlackSignature.Sign("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", body));

        Assert.Equal("a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503", signature);
        Assert.True(SlackSignature.Holds(["8f742231b10e8888abcd99yyyzzz85a5"], "1531420618", $"v0={signature}", body, DateTimeOffset.FromUnixTimeSeconds(1531420618)));
    }
}
