using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Tasks;

public sealed class AskingTests
{
    /// <summary>A reminder after one and three days, closed after seven.</summary>
    private static readonly ReviewTask Open = Opened(APolicy.For(TaskKind.Approval, APolicy.AskingAlice(APolicy.Remind(1), APolicy.Remind(3), APolicy.Close(7))));

    [Fact]
    public void A_question_is_open_for_two_days()
    {
        var asked = Open.After(Asking(People.Alice, " Which\u0000 team? ", Hour(1)));

        Assert.Equal(new OpenQuestion(People.Alice, Hour(1), Hour(49), "Which team?"), asked.Question);
        Assert.Equal(new NextStep.WaitUntil(Hour(49)), Lifecycle.Next(asked, Hour(2)));
        Assert.Equal(new NextStep.WaitUntil(Hour(49)), Lifecycle.Next(asked, Hour(48.9)));
        Assert.IsType<NextStep.TimeOutQuestion>(Lifecycle.Next(asked, Hour(49)));
    }

    [Fact]
    public void An_answer_after_twenty_hours_moves_the_rungs_by_twenty_hours()
    {
        var answered = Open.After(Asking(People.Alice, at: Hour(1))).After(Answering(People.Requester, at: Hour(21)));

        Assert.Null(answered.Question);
        Assert.Equal(new NextStep.WaitUntil(Hour(24 + 20)), Lifecycle.Next(answered, Hour(21)));
        Assert.Equal(Day(7).AddHours(20), answered.DueAt);
        Assert.Equal(Refusal.NotDue, TaskMachine.Decide(answered, Climbing(answered, Hour(43.9))).Refusal());
        Assert.IsType<TaskEvent.Reminded>(Assert.Single(TaskMachine.Decide(answered, Climbing(answered, Hour(44))).Events()));
        Assert.Equal(Monday, answered.StepStartedAt);
    }

    [Fact]
    public void Without_an_answer_the_ladder_continues_two_days_later()
    {
        var asked = Open.After(Asking(People.Alice, at: Hour(1)));
        var late = asked.After(TimingOut(Hour(49)));

        Assert.Equal(Refusal.NotDue, TaskMachine.Decide(asked, TimingOut(Hour(48.9))).Refusal());
        Assert.Null(late.Question);
        Assert.Equal((Day(9), Day(9)), (asked.DueAt, late.DueAt));
        Assert.Equal(new NextStep.WaitUntil(Day(3)), Lifecycle.Next(late, Hour(49)));
        Assert.Empty(TaskMachine.Decide(late, TimingOut(Hour(50))).Events());
    }

    [Fact]
    public void A_late_time_out_or_answer_makes_the_pause_no_longer_than_two_days()
    {
        var asked = Open.After(Asking(People.Alice, at: Hour(1)));

        Assert.Equal(Day(9), asked.After(TimingOut(Hour(100))).DueAt);
        Assert.Equal(Day(9), asked.After(Answering(People.Requester, at: Hour(50))).DueAt);
    }

    [Fact]
    public void A_rung_climbed_before_the_question_keeps_its_time()
    {
        var answered = Open.At(Day(1)).After(Asking(People.Alice, at: Hour(30))).After(Answering(People.Requester, at: Hour(40)));

        Assert.Equal([Day(1), Day(3).AddHours(10), Day(7).AddHours(10)], answered.CurrentStep.Ladder.Select(answered.DueAtOf));
    }

    [Fact]
    public void No_rung_is_climbed_while_a_question_is_open()
    {
        var asked = Open.After(Asking(People.Alice, at: Hour(23)));

        Assert.Equal(Refusal.NotDue, TaskMachine.Decide(asked, Climbing(asked, Hour(30))).Refusal());
    }

    [Fact]
    public void The_pauses_of_several_questions_add_up()
    {
        var twice = Open.After(Asking(People.Alice, at: Hour(1))).After(Answering(People.Requester, at: Hour(3)))
            .After(Asking(People.Alice, at: Hour(4))).After(Answering(People.Requester, at: Hour(9)));

        Assert.Equal(Day(7).AddHours(7), twice.DueAt);
    }

    [Fact]
    public void The_requested_end_of_the_access_ends_the_task_also_while_a_question_is_open()
    {
        var opening = Opening(APolicy.For(TaskKind.Approval));
        var asked = ReviewTask.Fold(TaskMachine.Open(opening with { Subject = opening.Subject with { Until = Hour(5) } }).Events()).After(Asking(People.Alice));

        Assert.Equal(new NextStep.WaitUntil(Hour(5)), Lifecycle.Next(asked, Hour(2)));
        Assert.IsType<NextStep.Recheck>(Lifecycle.Next(asked, Hour(5)));
        Assert.Null(asked.After(Rechecking(at: Hour(5))).Question);
    }

    [Fact]
    public void Decisions_and_new_assignees_end_the_question()
    {
        var asked = Open.After(Asking(People.Alice, at: Hour(1)));
        var reassigned = asked.After(Reassigning(People.Alice, People.Bob) with { At = Hour(5) });

        Assert.Null(asked.After(Deciding(People.Alice, Decision.Approve)).Question);
        Assert.Null(asked.After(Cancelling(People.Requester)).Question);
        Assert.Null(reassigned.Question);
        Assert.Equal(Day(7).AddHours(4), reassigned.DueAt);
        Assert.Equal(Refusal.NoQuestion, TaskMachine.Decide(reassigned, Answering(People.Requester, at: Hour(6))).Refusal());
    }

    [Fact]
    public void A_new_step_has_its_full_time_and_no_pause()
    {
        var two = Opened(APolicy.For(TaskKind.Approval, APolicy.AskingAlice(), APolicy.AskingAlice()));
        var next = two.After(Asking(People.Alice, at: Hour(1))).After(Deciding(People.Alice, Decision.Approve, at: Hour(3)));

        Assert.Equal((1, null), (next.Step, next.Question));
        Assert.Null(next.Pauses);
        Assert.Equal(Hour(3) + next.CurrentStep.Length, next.DueAt);
    }

    [Fact]
    public void A_delegate_of_an_absent_assignee_may_ask()
    {
        var facts = People.Facts.OutOfOffice(People.Alice, People.Delegate);

        Assert.Equal(People.Delegate, Open.After(Asking(People.Delegate, facts: facts)).Question?.AskedBy);
        Assert.Equal(Refusal.NotAssignee, TaskMachine.Decide(Open, Asking(People.Delegate)).Refusal());
    }

    [Fact]
    public void A_requester_who_has_left_cannot_be_asked()
    {
        var gone = People.Facts.With(People.Requester, user => user with { IsActive = false });

        Assert.Equal(Refusal.NobodyToAsk, TaskMachine.Decide(Open, Asking(People.Alice, facts: gone)).Refusal());
        Assert.Equal(Refusal.NobodyToAsk, TaskMachine.Decide(Open with { RequestedBy = null }, Asking(People.Alice)).Refusal());
        Assert.DoesNotContain(TaskAction.Ask, TaskMachine.ActionsOf(Open, People.Alice.Acts(), gone, Hour(1)));
        Assert.Contains(TaskAction.Ask, TaskMachine.ActionsOf(Open, People.Alice.Acts(), People.Facts, Hour(1)));
    }

    [Fact]
    public void Requesters_do_not_ask_themselves()
    {
        var own = Open with { RequestedBy = People.Alice };

        Assert.Equal(Refusal.NobodyToAsk, TaskMachine.Decide(own, Asking(People.Alice)).Refusal());
        Assert.DoesNotContain(TaskAction.Ask, TaskMachine.ActionsOf(own, People.Alice.Acts(), People.Facts, Hour(1)));
    }

    [Fact]
    public void A_step_has_three_questions_at_most()
    {
        var task = Open;
        for (var asked = 0; asked < TaskMachine.MaxQuestions; asked++)
            task = task.After(Asking(People.Alice, at: Hour(2 * asked))).After(Answering(People.Requester, at: Hour((2 * asked) + 1)));

        Assert.Equal(Refusal.TooManyQuestions, TaskMachine.Decide(task, Asking(People.Alice, at: Hour(10))).Refusal());
        Assert.DoesNotContain(TaskAction.Ask, TaskMachine.ActionsOf(task, People.Alice.Acts(), People.Facts, Hour(10)));
    }

    [Fact]
    public void A_question_is_refused_when_nothing_is_left_to_decide() =>
        Assert.Equal(Refusal.AlreadyHeld, TaskMachine.Decide(Open, Asking(People.Alice, facts: People.Facts with { Access = AnAccess.Held })).Refusal());

    [Theory]
    [InlineData(null)]
    [InlineData("\u202E")]
    public void An_empty_text_is_refused(string? text)
    {
        Assert.Equal(Refusal.QuestionEmpty, TaskMachine.Decide(Open, Asking(People.Alice, text)).Refusal());
        Assert.Equal(Refusal.AnswerEmpty, TaskMachine.Decide(Open.After(Asking(People.Alice)), Answering(People.Requester, text)).Refusal());
    }

    [Fact]
    public void A_long_text_is_refused()
    {
        var text = new string('a', 2001);

        Assert.Equal(Refusal.TextTooLong, TaskMachine.Decide(Open, Asking(People.Alice, text)).Refusal());
        Assert.Equal(Refusal.TextTooLong, TaskMachine.Decide(Open.After(Asking(People.Alice)), Answering(People.Requester, text)).Refusal());
    }

    [Fact]
    public void The_answer_is_offered_to_the_requester_and_the_person_who_gets_the_access_while_a_question_is_open()
    {
        var asked = Open.After(Asking(People.Alice));

        foreach (var person in (UserId[])[People.Requester, People.Subject])
        {
            Assert.Contains(TaskAction.Answer, TaskMachine.ActionsOf(asked, person.Acts(), People.Facts, Hour(2)));
            Assert.DoesNotContain(TaskAction.Answer, TaskMachine.ActionsOf(Open, person.Acts(), People.Facts, Hour(2)));
        }

        Assert.DoesNotContain(TaskAction.Answer, TaskMachine.ActionsOf(asked, People.Alice.Acts(), People.Facts, Hour(2)));
        Assert.DoesNotContain(TaskAction.Ask, TaskMachine.ActionsOf(asked, People.Alice.Acts(), People.Facts, Hour(2)));
    }

    [Fact]
    public void The_requester_is_notified_of_the_question_and_asker_and_assignees_of_what_became_of_it()
    {
        var both = Opened(APolicy.For(TaskKind.Approval, APolicy.Asking(APolicy.Named(People.Alice, People.Bob))));
        var question = TaskMachine.Decide(both, Asking(People.Alice)).Events()[0];
        var asked = both.Evolve(question);
        var answer = TaskMachine.Decide(asked, Answering(People.Subject)).Events()[0];
        var late = TaskMachine.Decide(asked, TimingOut(Day(3))).Events()[0];

        Assert.Equal([Told(NotificationKind.Question, People.Requester)], Settlement.Of(both, question, asked, People.Facts));
        Assert.Equal([Told(NotificationKind.Answer, People.Alice), Told(NotificationKind.Answer, People.Bob)], Settlement.Of(asked, answer, asked.Evolve(answer), People.Facts));
        Assert.Equal([Told(NotificationKind.Unanswered, People.Alice), Told(NotificationKind.Unanswered, People.Bob)], Settlement.Of(asked, late, asked.Evolve(late), People.Facts));

        static Effect.Notification Told(NotificationKind kind, UserId person) => new(kind, person, 1);
    }
}
