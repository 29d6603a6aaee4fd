using AccessReview.Domain.Notifications;
using Xunit;

namespace AccessReview.Domain.Tests.Notifications;

public sealed class FallbackTests
{
    private static readonly ChannelKey Slack = new("slack");
    private static readonly ChannelKey Teams = new("teams");
    private static readonly ChannelKey[] Both = [Slack, ChannelKey.Mail];

    [Fact]
    public void The_next_channel_that_was_not_used_gets_the_notification() =>
        Assert.Equal(new Fallback(ChannelKey.Mail, IsNew: true), Fallback.After(Both, Attempts((Slack, ChannelAttempt.Failed))));

    [Fact]
    public void A_channel_that_the_user_has_turned_off_is_used_when_another_failed() =>
        Assert.Equal(new Fallback(ChannelKey.Mail, true), Fallback.After(Both, Attempts((Slack, ChannelAttempt.Failed), (ChannelKey.Mail, ChannelAttempt.None))));

    [Fact]
    public void A_user_whom_another_channel_reached_is_not_notified_again() =>
        Assert.Equal(new Fallback(ChannelKey.Mail, IsNew: false), Fallback.After(Both, Attempts((Slack, ChannelAttempt.Failed), (ChannelKey.Mail, ChannelAttempt.Reached))));

    [Fact]
    public void A_channel_that_reached_the_user_comes_before_an_unused_one() =>
        Assert.Equal(new Fallback(ChannelKey.Mail, IsNew: false), Fallback.After([Slack, Teams, ChannelKey.Mail], Attempts((Slack, ChannelAttempt.Failed), (ChannelKey.Mail, ChannelAttempt.Reached))));

    [Fact]
    public void The_preferred_channel_of_several_unused_ones_is_used() =>
        Assert.Equal(Teams, Fallback.After([Teams, ChannelKey.Mail], Attempts((Slack, ChannelAttempt.Failed))).Channel);

    [Fact]
    public void A_failed_channel_is_not_used_again() =>
        Assert.Null(Fallback.After(Both, Attempts((Slack, ChannelAttempt.Failed), (ChannelKey.Mail, ChannelAttempt.Failed))).Channel);

    [Fact]
    public void A_channel_that_no_longer_reaches_the_user_is_not_used() =>
        Assert.Null(Fallback.After([Slack], Attempts((Slack, ChannelAttempt.Failed), (ChannelKey.Mail, ChannelAttempt.Reached))).Channel);

    private static Dictionary<ChannelKey, ChannelAttempt> Attempts(params (ChannelKey Channel, ChannelAttempt Attempt)[] attempts) =>
        attempts.ToDictionary(one => one.Channel, one => one.Attempt);
}
