using AccessReview.Domain.Notifications;
using Xunit;
using static AccessReview.Domain.Notifications.ChannelAttempt;

namespace AccessReview.Domain.Tests.Notifications;

public sealed class FallbackTests
{
    private static readonly ChannelKey Slack = new("slack");
    private static readonly ChannelKey Teams = new("teams");

    [Theory]
    [InlineData(None, None, "slack", true)]
    [InlineData(Failed, None, "teams", true)]
    [InlineData(None, Reached, "teams", false)]
    [InlineData(Failed, Failed, null, true)]
    public void After_a_failed_mail_the_next_channel_follows_the_table(ChannelAttempt slack, ChannelAttempt teams, string? channel, bool isNew)
    {
        var attempts = new Dictionary<ChannelKey, ChannelAttempt> { [ChannelKey.Mail] = Failed, [Slack] = slack, [Teams] = teams };

        var fallback = Fallback.After([ChannelKey.Mail, Slack, Teams], attempts);

        Assert.Equal((channel, isNew), (fallback.Channel?.Value, fallback.IsNew));
    }
}
