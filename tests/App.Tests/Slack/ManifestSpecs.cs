using System.Text.Json;
using AccessReview.App.Pipeline.OpenApi;
using AccessReview.App.Slack;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Slack;

/// <summary>The Slack manifest matches the app; its format is described at https://docs.slack.dev/reference/app-manifest.</summary>
public sealed class ManifestSpecs
{
    private static readonly JsonElement Manifest = JsonDocument.Parse(File.ReadAllText(Checkout.PathOf("functions", "App", "Slack", "manifest.json"))).RootElement;

    [Fact]
    public void The_Slack_manifest_has_the_URLs_of_the_functions()
    {
        var settings = Manifest.GetProperty("settings");
        string?[] named =
        [
            settings.GetProperty("interactivity").GetProperty("request_url").GetString(),
            settings.GetProperty("event_subscriptions").GetProperty("request_url").GetString(),
            .. Manifest.GetProperty("features").GetProperty("slash_commands").EnumerateArray().Select(command => command.GetProperty("url").GetString()),
        ];

        var routes = HttpEndpoint.All.Where(endpoint => endpoint.Route.StartsWith("slack/", StringComparison.Ordinal)).Select(endpoint => $"https://access.example.org/{endpoint.Route}");
        Assert.Equal(routes.Order(), named.Order());
        Assert.True(settings.GetProperty("interactivity").GetProperty("is_enabled").GetBoolean());
        Assert.False(settings.GetProperty("socket_mode_enabled").GetBoolean());
    }

    [Fact]
    public void The_Slack_manifest_has_exactly_the_scopes_that_the_called_methods_need()
    {
        var requested = Manifest.GetProperty("oauth_config").GetProperty("scopes").GetProperty("bot").EnumerateArray().Select(scope => scope.GetString());

        // commands: the slash command; users:read goes with users:read.email (https://docs.slack.dev/reference/scopes/users.read.email).
        Assert.Equal(SlackMethod.All.Select(method => method.Scope).OfType<string>().Concat(["commands", "users:read"]).Distinct().Order(), requested.Order());
        Assert.False(Manifest.GetProperty("oauth_config").GetProperty("scopes").TryGetProperty("user", out _));
    }

    [Fact]
    public void The_Slack_manifest_subscribes_only_to_messages_to_the_bot() =>
        Assert.Equal(["message.im"], Manifest.GetProperty("settings").GetProperty("event_subscriptions").GetProperty("bot_events").EnumerateArray().Select(name => name.GetString()));

    [Fact]
    public void The_Slack_manifest_lets_people_reply_to_the_bot()
    {
        var home = Manifest.GetProperty("features").GetProperty("app_home");

        Assert.Equal((true, false), (home.GetProperty("messages_tab_enabled").GetBoolean(), home.GetProperty("messages_tab_read_only_enabled").GetBoolean()));
    }

    [Fact]
    public void Every_called_Slack_method_is_listed()
    {
        var sources = System.IO.Directory.EnumerateFiles(Checkout.PathOf("functions", "App", "Slack"), "*.cs").Select(File.ReadAllText).ToList();

        Assert.All(SlackMethod.All, method => Assert.Single(sources, source => source.Contains($"\"{method.Name}\"", StringComparison.Ordinal)));
        Assert.All(["https://slack.com", "http://"], address => Assert.True(sources.Count(source => source.Contains($"\"{address}", StringComparison.Ordinal)) <= 1));
    }

    [Theory]
    [InlineData("name", 35)]
    [InlineData("description", 140)]
    public void The_texts_of_the_Slack_manifest_are_within_the_limits_of_Slack(string word, int max) =>
        Assert.InRange(Manifest.GetProperty("display_information").GetProperty(word).GetString()!.Length, 1, max);
}
