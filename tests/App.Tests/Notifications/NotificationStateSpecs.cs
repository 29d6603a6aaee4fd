using AccessReview.App.Notifications;
using Xunit;

namespace AccessReview.App.Tests.Notifications;

public sealed class NotificationStateSpecs
{
    [Fact]
    public void What_has_been_taken_is_never_sent_again()
    {
        foreach (var state in Enum.GetValues<NotificationState>().Where(state => !state.IsUnderWay && state != NotificationState.Failed))
        {
            Assert.False(state.MayBecome(NotificationState.Pending));
            Assert.False(state.MayBecome(NotificationState.Sending));
        }
    }

    [Fact]
    public void What_has_failed_is_tried_again_from_its_beginning() =>
        Assert.Equal([NotificationState.Pending], Enum.GetValues<NotificationState>().Where(next => NotificationState.Failed.MayBecome(next)));

    [Fact]
    public void Nothing_is_sent_that_was_not_written_down_first() =>
        Assert.False(NotificationState.Pending.MayBecome(NotificationState.Accepted));

    [Fact]
    public void A_breach_is_a_bug() =>
        Assert.Throws<InvalidOperationException>(() => new StoredNotification(NotificationKey.OfMail("one"), NotificationState.Skipped) { RequestedAt = default }.Become(NotificationState.Sending));
}
