using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Text;
using static AccessReview.Domain.Tasks.TaskEvent;

namespace AccessReview.Domain.Tasks;

public static partial class TaskMachine
{
    /// <summary>The maximum number of questions in a step. Otherwise the ladder could be paused forever.</summary>
    public const int MaxQuestions = 3;

    /// <summary>The ladder continues after this time, even without an answer.</summary>
    public static readonly TimeSpan TimeToAnswer = TimeSpan.FromDays(2);

    private static Ruling Ask(ReviewTask task, TaskCommand.AskRequester command)
    {
        if (command.By.User is not { } person)
            return Refuse(Refusal.NotAllowed);
        if (task.Subject.User == person)
            return Refuse(Refusal.OwnAccess);
        if (!task.IsOpen)
            return Refuse(Refusal.TaskClosed);
        if (command.By.Roles.HasFlag(Roles.Auditor))
            return Refuse(Refusal.ReadOnlyRole);
        // Requesters would ask themselves.
        if (task.RequestedBy == person)
            return Refuse(Refusal.NobodyToAsk);
        if (!MayAct(task, command, TaskAction.Ask))
            return Refuse(Refusal.NotAssignee);
        if (IsPending(task, command))
            return Refuse(Refusal.UndoPending);
        if (NothingLeft(task, command) is { } cause)
            return Refuse(Refusals.Of(cause));
        if (WhyNotToAsk(task, command.Facts) is { } why)
            return Refuse(why);
        if (PlainText.Clean(command.Text) is not { } text)
            return Refuse(Refusal.QuestionEmpty);
        if (PlainText.IsTooLong(text))
            return Refuse(Refusal.TextTooLong);
        return Accept(new InformationRequested(text, command.At + TimeToAnswer) { At = command.At, By = command.By });
    }

    /// <summary>Why nobody can ask the requester now; null: the task allows it.</summary>
    private static Refusal? WhyNotToAsk(ReviewTask task, DirectoryFacts facts)
    {
        if (!KindRules.AllowsQuestions(task.Kind) || task.RequestedBy is not { } requester || facts.Find(requester) is not { IsActive: true })
            return Refusal.NobodyToAsk;
        if (task.Question is not null)
            return Refusal.QuestionOpen;
        return task.Pauses?.Count >= MaxQuestions ? Refusal.TooManyQuestions : null;
    }

    private static Ruling Answer(ReviewTask task, TaskCommand.AnswerQuestion command)
    {
        if (!task.IsOpen)
            return Refuse(Refusal.TaskClosed);
        if (!MayAct(task, command, TaskAction.Answer))
            return Refuse(Refusal.NotAllowed);
        if (IsPending(task, command))
            return Refuse(Refusal.UndoPending);
        if (task.Question is null)
            return Refuse(Refusal.NoQuestion);
        if (PlainText.Clean(command.Text) is not { } text)
            return Refuse(Refusal.AnswerEmpty);
        if (PlainText.IsTooLong(text))
            return Refuse(Refusal.TextTooLong);
        return Accept(new InformationGiven(text) { At = command.At, By = command.By });
    }

    private static Ruling TimeOut(ReviewTask task, TaskCommand.TimeOutQuestion command)
    {
        if (command.By.User is not null)
            return Refuse(Refusal.NotAllowed);
        // The timer fired twice, or an answer came first.
        if (!task.IsOpen || task.Question is not { } question)
            return Accept();
        return question.Until <= command.At ? Accept(new InformationTimedOut { At = command.At, By = command.By }) : Refuse(Refusal.NotDue);
    }
}
