using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Text;
using static AccessReview.Domain.Tasks.TaskEvent;

namespace AccessReview.Domain.Tasks;

public static partial class TaskMachine
{
    /// <summary>What a person can do now about the removal of a task. Only the ruling itself authorizes a command.</summary>
    public static IReadOnlyList<RemovalAction> RemovalActionsOf(ReviewTask task, Actor by, RemovalPeople people, DateTimeOffset now) =>
        [.. Enum.GetValues<RemovalAction>().Where(action => WhyNotToAct(task, by, people, action, now) is null)];

    /// <summary>Nobody answered, and the campaign's rule removes the access.</summary>
    private static Ruling PlanRemoval(ReviewTask task, TaskCommand.PlanRemoval command)
    {
        if (task.Campaign is null || command.By.User is not null)
            return Refuse(Refusal.NotAllowed);
        if (task.Removal is not null)
            return Accept();
        return task.Outcome == Outcome.NoResponse ? Accept(new RemovalPlanned(command.StartsAt) { At = command.At, By = command.By }) : Refuse(Refusal.NoWaitingRemoval);
    }

    private static Ruling StartRemoval(ReviewTask task, TaskCommand.StartRemoval command)
    {
        if (task.Campaign is not { } campaign || command.By.User is not null)
            return Refuse(Refusal.NotAllowed);
        if (task.Removal is { StartedAt: not null })
            return Accept();
        if (task.Removal is not { IsWaiting: true, IsContested: false } removal)
            return Refuse(Refusal.NoWaitingRemoval);
        if (removal.StartsAt > command.At || IsPending(task, command))
            return Refuse(Refusal.NotDue);
        // Silence never removes protected access, also if it became protected meanwhile.
        if (task.Outcome == Outcome.NoResponse && SubjectRules.IsProtected(task.Subject, command.Facts))
            return Accept(new RemovalTakenBack(null) { At = command.At, By = command.By });
        return Accept(new RemovalStarted(Settlement.RemovalOf(task), campaign.RemovesDirectly == true ? TaskKind.Deprovisioning : TaskKind.Revocation) { At = command.At, By = command.By });
    }

    private static Ruling TakeBack(ReviewTask task, TaskCommand.TakeBackRemoval command) => WithText(
        task, command, command.People, RemovalAction.TakeBack, command.Reason, reason => new RemovalTakenBack(reason) { At = command.At, By = command.By });

    private static Ruling Contest(ReviewTask task, TaskCommand.ContestRemoval command) => WithText(
        task, command, command.People, RemovalAction.Contest, command.Text,
        text => new RemovalContested(text, command.People.DecidersFor(task.Subject.User)) { At = command.At, By = command.By });

    private static Ruling Judge(ReviewTask task, TaskCommand.JudgeContest command) => WithText(
        task, command, command.People, RemovalAction.Judge, command.Reason, reason => new ContestJudged(command.Removes, reason) { At = command.At, By = command.By });

    private static Ruling WithText(
        ReviewTask task, TaskCommand command, RemovalPeople people, RemovalAction action, string? written, Func<string, TaskEvent> accept)
    {
        if (WhyNotToAct(task, command.By, people, action, command.At) is { } why)
            return Refuse(why);
        var text = PlainText.Clean(written);
        if (PlainText.IsTooLong(text))
            return Refuse(Refusal.TextTooLong);
        return text is null ? Refuse(Refusal.ReasonRequired) : Accept(accept(text));
    }

    private static Refusal? WhyNotToAct(ReviewTask task, Actor by, RemovalPeople people, RemovalAction action, DateTimeOffset now)
    {
        if (by.User is not { } person)
            return Refusal.NotAllowed;
        if (by.Roles.HasFlag(Roles.Auditor) && action != RemovalAction.Contest)
            return Refusal.ReadOnlyRole;
        if (action == RemovalAction.Contest ? person != task.Subject.User : person == task.Subject.User)
            return action == RemovalAction.Contest ? Refusal.NotAllowed : Refusal.OwnAccess;
        if (!MayActOn(task, person, people, action))
            return Refusal.NotAllowed;
        if (task.UndoUntil(now) is not null)
            return Refusal.UndoPending;
        if (task.Removal is not { IsWaiting: true } removal)
            return task.Removal is { StartedAt: not null } ? Refusal.RemovalStarted : Refusal.NoWaitingRemoval;
        return action switch
        {
            RemovalAction.TakeBack => null,
            RemovalAction.Contest => removal.Contested is null ? null : Refusal.AlreadyContested,
            RemovalAction.Judge => removal.IsContested ? null : Refusal.NotContested,
        };
    }

    private static bool MayActOn(ReviewTask task, UserId person, RemovalPeople people, RemovalAction action) => action switch
    {
        // After a decision its decider, after silence those who answer for the rule.
        RemovalAction.TakeBack => task.Outcome == Outcome.NoResponse
            ? person == people.Owner || person == people.SecondPerson
            : StageRules.DecisiveOf(task) is { } decision && (decision.By == person || decision.OnBehalfOf == person),
        RemovalAction.Contest => true, // It is their own access.
        RemovalAction.Judge => people.DecidersFor(task.Subject.User).Contains(person),
    };
}
