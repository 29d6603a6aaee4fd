using AccessReview.Domain.Authorization;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Tasks;

public sealed class CommentReminderCancelTests
{
    [Fact]
    public void A_reminder_can_be_requested_once_an_hour()
    {
        var reminded = Opened(TaskKind.Approval).After(Reminding(People.Requester, hour: 1));

        Assert.Equal(Refusal.ReminderTooSoon, TaskMachine.Decide(reminded, Reminding(People.AppOwner, hour: 1.99)).Refusal());
        Assert.Equal(Hour(2), reminded.After(Reminding(People.AppOwner, hour: 2)).LastRemindedAt);
        Assert.DoesNotContain(TaskAction.Remind, TaskMachine.ActionsOf(reminded, People.Requester.Acts(), People.Facts, Hour(1.99)));
        Assert.Contains(TaskAction.Remind, TaskMachine.ActionsOf(reminded, People.Requester.Acts(), People.Facts, Hour(2)));
    }

    [Fact]
    public void A_reminder_of_the_ladder_counts_for_the_hourly_limit_and_a_requested_one_climbs_no_rung()
    {
        var task = Opened(APolicy.For(TaskKind.Approval, APolicy.AskingAlice(APolicy.Remind(1), APolicy.Close(7))));

        Assert.Equal(Refusal.ReminderTooSoon, TaskMachine.Decide(task.At(Day(1)), Reminding(People.Requester, hour: 24.5)).Refusal());
        Assert.Equal(0, task.After(Reminding(People.Requester)).NextRung);
    }

    [Theory]
    [InlineData(null, Refusal.CommentEmpty)]
    [InlineData("\u202E", Refusal.CommentEmpty)]
    public void An_empty_comment_is_refused(string? text, Refusal why) =>
        Assert.Equal(why, TaskMachine.Decide(Opened(TaskKind.Approval), Commenting(People.Alice, text)).Refusal());

    [Fact]
    public void A_comment_is_cleaned_and_limited_in_length()
    {
        var task = Opened(TaskKind.Approval);

        Assert.Equal(Refusal.TextTooLong, TaskMachine.Decide(task, Commenting(People.Alice, new string('a', 2001))).Refusal());
        Assert.Equal(
            new TaskEvent.Commented("Asked") { At = Hour(1), By = People.Alice.Acts() },
            Assert.Single(TaskMachine.Decide(task, Commenting(People.Alice, " As\u0000ked ")).Events()));
    }

    [Fact]
    public void A_requester_can_withdraw_a_request_even_for_their_own_access()
    {
        var own = ReviewTask.Fold(TaskMachine.Open(Opening(APolicy.For(TaskKind.Approval)) with { RequestedBy = People.Subject }).Events());

        Assert.Equal(Outcome.Cancelled, own.After(Cancelling(People.Subject, "Not needed")).Outcome);
        Assert.Equal(Outcome.Cancelled, Opened(TaskKind.Approval).After(Cancelling(People.Requester)).Outcome);
    }

    [Fact]
    public void An_administrator_cannot_cancel_another_persons_task_about_their_own_access()
    {
        var command = Cancelling(People.Subject) with { By = Actor.Person(People.Subject, Roles.Admin) };

        Assert.Equal(Refusal.OwnAccess, TaskMachine.Decide(Opened(TaskKind.Revocation), command).Refusal());
    }

    [Fact]
    public void A_reason_to_cancel_or_retry_is_limited_in_length()
    {
        var errored = Opened(TaskKind.Provisioning).After(Deciding(People.Alice, Decision.Error));

        Assert.Equal(Refusal.TextTooLong, TaskMachine.Decide(Opened(TaskKind.Approval), Cancelling(People.Admin, new string('a', 2001))).Refusal());
        Assert.Equal(Refusal.TextTooLong, TaskMachine.Decide(errored, Retrying(People.Admin, new string('a', 2001))).Refusal());
    }

    [Fact]
    public void A_failed_task_can_be_retried_once()
    {
        var retried = Opened(TaskKind.Deprovisioning).After(Deciding(People.Alice, Decision.Error)).After(Retrying(People.AppOwner));

        Assert.Equal(Refusal.AlreadyRetried, TaskMachine.Decide(retried, Retrying(People.AppOwner)).Refusal());
        Assert.DoesNotContain(TaskAction.Retry, TaskMachine.ActionsOf(retried, People.AppOwner.Acts(), People.Facts, Hour(3)));
    }

    [Fact]
    public void A_change_that_timed_out_can_be_retried()
    {
        var silent = Opened(TaskKind.Provisioning).At(Day(7));

        Assert.Contains(TaskAction.Retry, TaskMachine.ActionsOf(silent, People.AppOwner.Acts(), People.Facts, Day(7)));
        Assert.NotNull(silent.After(Retrying(People.AppOwner)).RetriedBy);
    }
}
