using AccessReview.App.Slack;
using AccessReview.App.Tests.Drivers;
using Microsoft.Extensions.Options;
using Xunit;

namespace AccessReview.App.Tests.Slack;

public sealed class SlackOptionsSpecs
{
    private static readonly SlackOptions Good = new() { BotToken = "xoxb-1", SigningSecret = SlackDouble.Secret, TeamId = "T1" };

    public static TheoryData<string, SlackOptions> Wrong => new()
    {
        { "no token", Good with { BotToken = null } },
        { "a user's token", Good with { BotToken = "xoxp-1" } },
        { "no secret", Good with { SigningSecret = null } },
        { "an empty secret", Good with { SigningSecret = "" } },
        { "a short secret", Good with { SigningSecret = "short" } },
        { "a short secret of before", Good with { PreviousSigningSecret = "short" } },
        { "no workspace", Good with { TeamId = null } },
        { "no address", Good with { ApiAddress = new Uri("/api/", UriKind.Relative) } },
        { "an address in the clear", Good with { ApiAddress = new Uri("http://slack.example/api/") } },
        { "an address without its slash", Good with { ApiAddress = new Uri("https://slack.com/api") } },
    };

    [Fact]
    public void Slack_is_either_fully_configured_or_off()
    {
        Assert.Null(Good.Fault());
        Assert.Null(new SlackOptions().Fault());
        Assert.False(new SlackOptions().IsEnabled);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Incomplete_Slack_settings_are_a_fault(string what, SlackOptions options) => Assert.True(options.Fault() is not null, what);

    [Fact]
    public async Task The_app_does_not_start_with_incomplete_Slack_settings() =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => TheApp.StartAsync(settings: "Slack:BotToken=xoxb-1"));
}
