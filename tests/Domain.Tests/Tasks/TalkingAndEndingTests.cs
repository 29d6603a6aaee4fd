using AccessReview.Domain.Authorization;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Tasks;

public sealed class TalkingAndEndingTests
{
    [Fact]
    public void People_may_ask_for_a_reminder_once_an_hour()
    {
        var reminded = Opened(TaskKind.Approval).After(Reminding(People.Requester, hour: 1));

        Assert.Equal(Refusal.ReminderTooSoon, TaskMachine.Decide(reminded, Reminding(People.AppOwner, hour: 1.99)).Refusal());
        Assert.Equal(Hour(2), reminded.After(Reminding(People.AppOwner, hour: 2)).LastRemindedAt);
        Assert.DoesNotContain(TaskAction.Remind, TaskMachine.ActionsOf(reminded, People.Requester.Acts(), People.Facts, Hour(1.99)));
        Assert.Contains(TaskAction.Remind, TaskMachine.ActionsOf(reminded, People.Requester.Acts(), People.Facts, Hour(2)));
    }

    [Fact]
    public void A_reminder_of_the_ladder_counts_and_one_of_people_climbs_no_rung()
    {
        var task = Opened(APolicy.For(TaskKind.Approval, APolicy.AskingAlice(APolicy.Remind(1), APolicy.Close(7))));

        Assert.Equal(Refusal.ReminderTooSoon, TaskMachine.Decide(task.At(Day(1)), Reminding(People.Requester, hour: 24.5)).Refusal());
        Assert.Equal(0, task.After(Reminding(People.Requester)).NextRung);
    }

    [Theory]
    [InlineData(null, Refusal.CommentEmpty)]
    [InlineData("\u202E", Refusal.CommentEmpty)]
    public void A_comment_says_something(string? text, Refusal why) =>
        Assert.Equal(why, TaskMachine.Decide(Opened(TaskKind.Approval), Commenting(People.Alice, text)).Refusal());

    [Fact]
    public void A_comment_has_a_length_and_is_kept_clean()
    {
        var task = Opened(TaskKind.Approval);

        Assert.Equal(Refusal.TextTooLong, TaskMachine.Decide(task, Commenting(People.Alice, new string('a', 2001))).Refusal());
        Assert.Equal(
            new TaskEvent.Commented("Asked") { At = Hour(1), By = People.Alice.Acts() },
            Assert.Single(TaskMachine.Decide(task, Commenting(People.Alice, " As\u0000ked ")).Events()));
    }

    [Fact]
    public void Whoever_asked_may_withdraw_it_also_for_themselves()
    {
        var own = ReviewTask.Fold(TaskMachine.Open(Opening(APolicy.For(TaskKind.Approval)) with { RequestedBy = People.Subject }).Events());

        Assert.Equal(Outcome.Cancelled, own.After(Cancelling(People.Subject, "Not needed")).Outcome);
        Assert.Equal(Outcome.Cancelled, Opened(TaskKind.Approval).After(Cancelling(People.Requester)).Outcome);
    }

    [Fact]
    public void An_admin_does_not_cancel_what_others_asked_about_their_own_access()
    {
        var command = Cancelling(People.Subject) with { By = Actor.Person(People.Subject, Roles.Admin) };

        Assert.Equal(Refusal.OwnAccess, TaskMachine.Decide(Opened(TaskKind.Revocation), command).Refusal());
    }

    [Fact]
    public void A_reason_to_cancel_or_to_try_again_has_a_length()
    {
        var errored = Opened(TaskKind.Provisioning).After(Deciding(People.Alice, Decision.Error));

        Assert.Equal(Refusal.TextTooLong, TaskMachine.Decide(Opened(TaskKind.Approval), Cancelling(People.Admin, new string('a', 2001))).Refusal());
        Assert.Equal(Refusal.TextTooLong, TaskMachine.Decide(errored, Retrying(People.Admin, new string('a', 2001))).Refusal());
    }

    [Fact]
    public void What_failed_is_tried_again_once()
    {
        var retried = Opened(TaskKind.Deprovisioning).After(Deciding(People.Alice, Decision.Error)).After(Retrying(People.AppOwner));

        Assert.Equal(Refusal.AlreadyRetried, TaskMachine.Decide(retried, Retrying(People.AppOwner)).Refusal());
        Assert.DoesNotContain(TaskAction.Retry, TaskMachine.ActionsOf(retried, People.AppOwner.Acts(), People.Facts, Hour(3)));
    }

    [Fact]
    public void A_change_that_nobody_made_in_time_can_be_tried_again()
    {
        var silent = Opened(TaskKind.Provisioning).At(Day(7));

        Assert.Contains(TaskAction.Retry, TaskMachine.ActionsOf(silent, People.AppOwner.Acts(), People.Facts, Day(7)));
        Assert.NotNull(silent.After(Retrying(People.AppOwner)).RetriedBy);
    }
}
