using System.Diagnostics;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Text;
using static AccessReview.Domain.Tasks.TaskEvent;

namespace AccessReview.Domain.Tasks;

/// <summary>
/// All rules about who may do what to a task, when, and what follows. Pure: the same task and command give the same ruling.
/// </summary>
public static partial class TaskMachine
{
    /// <summary>The minimum length of the reason when an admin who is not an assignee decides.</summary>
    public const int OverrideReasonCharacters = 10;

    /// <summary>Users may send a reminder once in this time.</summary>
    public static readonly TimeSpan ReminderPause = TimeSpan.FromHours(1);

    public static Ruling Decide(ReviewTask task, TaskCommand command) => command switch
    {
        TaskCommand.Open => throw new UnreachableException("A task is opened by Open."),
        TaskCommand.Decide decide => Decide(task, decide),
        TaskCommand.Comment comment => Comment(task, comment),
        TaskCommand.Reassign reassign => Reassign(task, reassign),
        TaskCommand.Remind remind => Remind(task, remind),
        TaskCommand.ClimbRung climb => ClimbRung(task, climb),
        TaskCommand.Recheck recheck => Recheck(task, recheck),
        TaskCommand.Cancel cancel => Cancel(task, cancel),
        TaskCommand.Retry retry => Retry(task, retry),
        TaskCommand.Undo undo => Undo(task, undo),
        TaskCommand.AskRequester ask => Ask(task, ask),
        TaskCommand.AnswerQuestion answer => Answer(task, answer),
        TaskCommand.TimeOutQuestion late => TimeOut(task, late),
        TaskCommand.JudgeProposal judge => JudgeException(task, judge),
        TaskCommand.EndReview end => EndReview(task, end),
        TaskCommand.MoveDue move => MoveDue(task, move),
        TaskCommand.PlanRemoval plan => PlanRemoval(task, plan),
        TaskCommand.StartRemoval start => StartRemoval(task, start),
        TaskCommand.TakeBackRemoval back => TakeBack(task, back),
        TaskCommand.ContestRemoval contest => Contest(task, contest),
        TaskCommand.JudgeContest judge => Judge(task, judge),
        TaskCommand.SettleStaged settle => SettleStaged(task, settle),
        _ => throw new UnreachableException($"{command.GetType().Name} has no case in Decide."),
    };

    /// <summary>
    /// Opens a task with the assignees of its first step that applies. If nothing is left to decide, it opens as closed: for
    /// the history, and so that the requester is notified.
    /// </summary>
    public static Ruling Open(TaskCommand.Open command)
    {
        var reason = PlainText.Clean(command.Reason);
        if (PlainText.IsTooLong(reason))
            return Refuse(Refusal.TextTooLong);

        var opened = new TaskOpened
        {
            At = command.At,
            By = command.By,
            Id = command.Id,
            Number = command.Number,
            Kind = command.Policy.Kind,
            Subject = command.Subject,
            Case = command.Case,
            Policy = command.Policy,
            RequestedBy = command.RequestedBy,
            Reason = reason,
            Parent = command.Parent,
            Campaign = command.Campaign,
            Relied = Begin(command),
        };
        if (SubjectRules.NothingLeft(command.Policy.Kind, command.Subject, command.Facts, command.At) is { } cause)
            return Accept(opened, Close(command.Policy.Kind, cause, command));
        var first = FirstStep(command.Policy, command.Subject, command.Facts)
            ?? throw new ArgumentException($"Policy {command.Policy.Id} has no step for risk {command.Subject.Risk}.", nameof(command));
        if (IsConfirmedAtOnce(command.Policy.Steps[first], command.Subject, command.RequestedBy, command.Facts, command.At))
            return Accept(opened, new TaskClosed(Outcome.Confirmed) { At = command.At, By = Actor.System, IsAutomatic = true });
        return Accept([opened, .. Notice(command.Subject, command.Relied, command), Start(ReviewTask.From(opened), first, command)]);
    }

    /// <summary>
    /// The actions that <paramref name="by"/> may do now. Use it to show buttons. Only the ruling itself authorizes a
    /// command.
    /// </summary>
    public static IReadOnlyList<TaskAction> ActionsOf(ReviewTask task, Actor by, DirectoryFacts facts, DateTimeOffset now)
    {
        if (by.User is not { } person)
            return [];

        var relations = RelationsToTask.Of(person, task, facts, now);
        return [.. Enum.GetValues<TaskAction>().Where(action => AccessTable.Allows(action, task.State, by.Roles, relations) && IsOffered(task, action, facts, now))];
    }

    /// <summary>Why nothing is left to decide or to retry; null: there is something, or the task closed for another reason.</summary>
    public static ObsoleteCause? NothingLeft(ReviewTask task, DirectoryFacts facts, DateTimeOffset now) =>
        task.IsOpen || IsRetryable(task) ? SubjectRules.NothingLeft(task.Kind, task.Subject, facts, now) : task.ClosingCause;

    private static ObsoleteCause? NothingLeft(ReviewTask task, TaskCommand command) => SubjectRules.NothingLeft(task.Kind, task.Subject, command.Facts, command.At);

    private static bool IsOffered(ReviewTask task, TaskAction action, DirectoryFacts facts, DateTimeOffset now) => action switch
    {
        TaskAction.Undo => task.UndoUntil(now) is not null || task.Staged is not null,
        // Until the last decision takes effect, nobody continues the task.
        TaskAction.Decide or TaskAction.Reassign or TaskAction.Retry or TaskAction.Remind or TaskAction.Comment or TaskAction.Ask or TaskAction.Answer
            when task.UndoUntil(now) is not null => false,
        TaskAction.Decide or TaskAction.Reassign when task.Exception is not null => false,
        TaskAction.JudgeException => task.Exception is not null && task.UndoUntil(now) is null,
        TaskAction.Decide => SubjectRules.DecisionsOf(task.Kind, task.Subject, facts, now).Count > 0,
        TaskAction.Reassign => task.CurrentStep.AllowsReassignment && NothingLeft(task, facts, now) is null,
        TaskAction.Retry => IsRetryable(task) && NothingLeft(task, facts, now) is null,
        TaskAction.Remind => CanBeReminded(task, facts) && !IsReminderTooSoon(task, now) && NothingLeft(task, facts, now) is null,
        TaskAction.Ask => WhyNotToAsk(task, facts) is null && NothingLeft(task, facts, now) is null,
        TaskAction.Answer => task.Question is not null,
        TaskAction.Read or TaskAction.Comment or TaskAction.Cancel => true,
    };

    private static bool IsRetryable(ReviewTask task) => KindRules.IsFailure(task.Kind, task.Outcome) && task.RetriedBy is null;

    private static bool MayAct(ReviewTask task, TaskCommand command, TaskAction action) =>
        command.By.User is { } person
        && AccessTable.Allows(action, task.State, command.By.Roles, RelationsToTask.Of(person, task, command.Facts, command.At));

    /// <summary>The first step that applies. A holder who cannot answer is not asked.</summary>
    private static int? FirstStep(Policy policy, Subject subject, DirectoryFacts facts)
    {
        for (var step = 0; step < policy.Steps.Count; step++)
        {
            if (policy.Steps[step].AppliesTo(subject.Risk) && (!policy.Steps[step].AsksHolder() || HolderRules.Find(subject, facts).Count > 0))
                return step;
        }

        return null;
    }

    /// <summary>The first step that applies at the effective risk and has not begun; null: none is left.</summary>
    private static int? NextStep(ReviewTask task, TaskCommand command)
    {
        foreach (var step in task.StepsAhead(SubjectRules.RiskOf(task.Subject, command.Facts)))
            return step;
        return null;
    }

    private static TaskClosed Close(TaskKind kind, ObsoleteCause cause, TaskCommand command) =>
        new(SubjectRules.OutcomeOf(kind, cause)) { At = command.At, By = Actor.System, Cause = cause };

    private static bool IsConfirmedAtOnce(PolicyStep step, Subject subject, UserId? requestedBy, DirectoryFacts facts, DateTimeOffset now) =>
        step.ConfirmedBy == RemovalConfirmation.AutomaticIfAlone
        && requestedBy is { } recommender
        && AssigneeSearch.FindsOnly(step, subject, recommender, facts, now);

    private static StepStarted Start(ReviewTask task, int step, TaskCommand command) =>
        new(step, AssigneeSearch.ForStep(task.Policy.Steps[step], task.Subject, (task with { Step = step }).NotEligible(), command.Facts, command.At))
        {
            At = command.At,
            By = command.By,
            Due = task.StageEnd(step, command.At, task.Campaign?.Due),
        };

    private static IReadOnlyList<UserId> ExcludedFrom(PolicyStep step, UserId? requestedBy) => ReviewTask.ExcludedFrom(step, requestedBy) is { } recommender ? [recommender] : [];

    private static Ruling Accept(params IReadOnlyList<TaskEvent> events) => new Ruling.Accepted(events);

    private static Ruling Refuse(Refusal why) => new Ruling.Refused(why);
}
