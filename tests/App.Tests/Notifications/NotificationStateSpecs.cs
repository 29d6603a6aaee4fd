using AccessReview.App.Notifications;
using Xunit;

namespace AccessReview.App.Tests.Notifications;

public sealed class NotificationStateSpecs
{
    [Fact]
    public void An_accepted_notification_is_never_sent_again()
    {
        foreach (var state in Enum.GetValues<NotificationState>().Where(state => !state.IsUnderWay && state != NotificationState.Failed))
        {
            Assert.False(state.MayBecome(NotificationState.Pending));
            Assert.False(state.MayBecome(NotificationState.Sending));
        }
    }

    [Fact]
    public void A_failed_notification_is_retried_from_the_start() =>
        Assert.Equal([NotificationState.Pending], Enum.GetValues<NotificationState>().Where(next => NotificationState.Failed.MayBecome(next)));

    [Fact]
    public void A_notification_is_sent_only_after_it_was_stored() =>
        Assert.False(NotificationState.Pending.MayBecome(NotificationState.Accepted));

    [Fact]
    public void An_invalid_state_change_of_a_notification_throws() =>
        Assert.Throws<InvalidOperationException>(() => new StoredNotification(NotificationKey.OfMail("one"), NotificationState.Skipped) { RequestedAt = default }.Become(NotificationState.Sending));
}
