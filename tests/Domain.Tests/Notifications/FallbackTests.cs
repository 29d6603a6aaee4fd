using AccessReview.Domain.Notifications;
using Xunit;

namespace AccessReview.Domain.Tests.Notifications;

public sealed class FallbackTests
{
    private static readonly string[] Both = ["Slack", "Email"];

    [Fact]
    public void The_next_channel_that_was_not_used_gets_the_notification() =>
        Assert.Equal(new Fallback("Email", IsNew: true), Fallback.After(Both, Attempts(("Slack", ChannelAttempt.Failed))));

    [Fact]
    public void A_channel_that_the_user_has_turned_off_is_used_when_another_failed() =>
        Assert.Equal(new Fallback("Email", true), Fallback.After(Both, Attempts(("Slack", ChannelAttempt.Failed), ("Email", ChannelAttempt.None))));

    [Fact]
    public void A_user_whom_another_channel_reached_is_not_notified_again() =>
        Assert.Equal(new Fallback("Email", IsNew: false), Fallback.After(Both, Attempts(("Slack", ChannelAttempt.Failed), ("Email", ChannelAttempt.Reached))));

    [Fact]
    public void A_channel_that_reached_the_user_comes_before_an_unused_one() =>
        Assert.Equal(new Fallback("Email", IsNew: false), Fallback.After(["Slack", "Teams", "Email"], Attempts(("Slack", ChannelAttempt.Failed), ("Email", ChannelAttempt.Reached))));

    [Fact]
    public void The_preferred_channel_of_several_unused_ones_is_used() =>
        Assert.Equal("Teams", Fallback.After(["Teams", "Email"], Attempts(("Slack", ChannelAttempt.Failed))).Channel);

    [Fact]
    public void A_failed_channel_is_not_used_again() =>
        Assert.Null(Fallback.After(Both, Attempts(("Slack", ChannelAttempt.Failed), ("Email", ChannelAttempt.Failed))).Channel);

    [Fact]
    public void A_channel_that_no_longer_reaches_the_user_is_not_used() =>
        Assert.Null(Fallback.After(["Slack"], Attempts(("Slack", ChannelAttempt.Failed), ("Email", ChannelAttempt.Reached))).Channel);

    private static Dictionary<string, ChannelAttempt> Attempts(params (string Channel, ChannelAttempt Attempt)[] attempts) =>
        attempts.ToDictionary(one => one.Channel, one => one.Attempt);
}
