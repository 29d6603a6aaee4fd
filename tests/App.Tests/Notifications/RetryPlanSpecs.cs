using AccessReview.App.Notifications;
using Xunit;

namespace AccessReview.App.Tests.Notifications;

public sealed class RetryPlanSpecs
{
    [Fact]
    public void A_failed_notification_is_retried_after_growing_pauses_and_then_fails_for_good()
    {
        TimeSpan[] plan = [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(6)];
        var key = NotificationKey.OfMail("one");

        for (var attempt = 0; attempt < plan.Length; attempt++)
            Assert.InRange(RetryPlan.PauseAfter(key, attempt)!.Value, plan[attempt] * 0.8, plan[attempt] * 1.2);
        Assert.Null(RetryPlan.PauseAfter(key, plan.Length));
    }

    [Fact]
    public void The_retry_plan_of_a_notification_is_stable_and_differs_between_notifications()
    {
        var pauses = Enumerable.Range(0, 50).Select(number => RetryPlan.PauseAfter(NotificationKey.OfMail($"{number}"), 3)).ToList();

        Assert.Equal(RetryPlan.PauseAfter(NotificationKey.OfMail("7"), 3), pauses[7]);
        Assert.True(pauses.Distinct().Count() > 45);
    }
}
