using AccessReview.Domain.Directory;
using AccessReview.Domain.Notifications;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;

namespace AccessReview.Domain.Tests.Notifications;

public sealed class SkipRulesTests
{
    private static readonly NotificationKind[] Requests =
        [NotificationKind.Assigned, NotificationKind.Reminder, NotificationKind.SecondChannel, NotificationKind.Escalated, NotificationKind.Delegated];

    private static readonly ReviewTask Open = Opened(TaskKind.Approval);

    private static readonly ReviewTask Closed = Open.After(Cancelling(People.Requester));

    private static readonly ReviewTask Reassigned = Open.After(Reassigning(People.Alice, People.Bob));

    public static TheoryData<NotificationKind> All => [.. Enum.GetValues<NotificationKind>()];

    public static TheoryData<NotificationKind> OfRequests => [.. Requests];

    [Theory]
    [MemberData(nameof(All))]
    public void Nothing_is_sent_to_a_person_who_is_unknown_or_has_left(NotificationKind kind)
    {
        Assert.Equal(SkipReason.RecipientUnknown, SkipRules.Judge(kind, 1, People.Alice, Open, null, false));
        Assert.Equal(SkipReason.RecipientInactive, SkipRules.Judge(kind, 1, People.Alice, Open, People.Named(People.Alice) with { IsActive = false }, false));
    }

    [Theory]
    [MemberData(nameof(OfRequests))]
    public void A_request_to_decide_is_sent_to_whom_the_task_waits_for(NotificationKind kind)
    {
        Assert.Null(Judge(kind, Open));
        Assert.Equal(SkipReason.TaskClosed, Judge(kind, Closed));
        Assert.Equal(SkipReason.GenerationPassed, Judge(kind, Reassigned));
        Assert.Equal(SkipReason.NotAssignee, Judge(kind, Open, to: People.Bob));
        Assert.Equal(SkipReason.NothingLeft, Judge(kind, Open, isNothingLeft: true));
    }

    [Theory]
    [InlineData(NotificationKind.Outcome)]
    [InlineData(NotificationKind.Failed)]
    public void The_end_of_a_task_is_told_when_it_has_ended(NotificationKind kind)
    {
        Assert.Null(Judge(kind, Closed, to: People.Requester));
        Assert.Equal(SkipReason.TaskOpen, Judge(kind, Open, to: People.Requester));
    }

    [Fact]
    public void Administrators_hear_of_a_task_without_assignee_while_it_has_none()
    {
        var unassigned = Open with { Assignees = [] };

        Assert.Null(Judge(NotificationKind.Unassigned, unassigned, to: People.Admin));
        Assert.Equal(SkipReason.AssignedMeanwhile, Judge(NotificationKind.Unassigned, Open, to: People.Admin));
        Assert.Equal(SkipReason.TaskClosed, Judge(NotificationKind.Unassigned, Closed, to: People.Admin));
    }

    [Fact]
    public void A_comment_is_sent_whatever_became_of_the_task()
    {
        Assert.Null(Judge(NotificationKind.Commented, Closed));
        Assert.Null(Judge(NotificationKind.Commented, Reassigned));
        Assert.Null(Judge(NotificationKind.Commented, Open, isNothingLeft: true));
    }

    [Fact]
    public void A_question_is_sent_while_it_is_open_and_its_answer_while_the_task_is_open()
    {
        var asked = Open.After(Asking(People.Alice));

        Assert.Null(Judge(NotificationKind.Question, asked, to: People.Requester));
        Assert.Equal(SkipReason.QuestionEnded, Judge(NotificationKind.Question, asked.After(Answering(People.Requester)), to: People.Requester));
        Assert.Equal(SkipReason.TaskClosed, Judge(NotificationKind.Question, Closed, to: People.Requester));
        foreach (var kind in (NotificationKind[])[NotificationKind.Answer, NotificationKind.Unanswered])
        {
            Assert.Null(Judge(kind, Open));
            Assert.Equal(SkipReason.TaskClosed, Judge(kind, Closed));
        }
    }

    private static SkipReason? Judge(NotificationKind kind, ReviewTask task, UserId? to = null, bool isNothingLeft = false) =>
        SkipRules.Judge(kind, 1, to ?? People.Alice, task, People.Named(to ?? People.Alice), isNothingLeft);
}
