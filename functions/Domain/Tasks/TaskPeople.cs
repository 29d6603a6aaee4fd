using System.Diagnostics;
using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Tasks;

/// <summary>The users whom a task and its history name.</summary>
public static class TaskPeople
{
    /// <summary>
    /// The requester, who asked the open question, the assignees with their delegates, also those that an undo restores, and those
    /// who decided. The subject is not included.
    /// </summary>
    public static IEnumerable<UserId> Of(ReviewTask task)
    {
        UserId?[] one =
        [
            task.RequestedBy,
            task.Question?.AskedBy,
            task.Undo?.Question?.AskedBy,
            task.Staged?.Person,
            task.Staged?.OnBehalfOf,
            .. task.Decisions.Select(decision => (UserId?)decision.By),
            .. task.Decisions.Select(decision => decision.OnBehalfOf),
            task.Removal?.TakenBack?.By,
            task.Removal?.Contested?.By,
            task.Removal?.Kept?.By,
            task.Removal?.Upheld?.By,
            .. task.Decisions.Select(decision => decision.Approval?.By),
        ];
        return one.OfType<UserId>().Concat(task.Assignees.Concat(task.Undo?.Assignees ?? []).Concat(task.Exception?.Approvers ?? []).SelectMany(assignee => assignee.People)).Distinct();
    }

    /// <summary>Everybody whom an event names: who acted, on whose behalf, and who got the task.</summary>
    public static IEnumerable<UserId> Of(TaskEvent happened)
    {
        foreach (var person in AssigneesOf(happened).SelectMany(assignee => assignee.People))
            yield return person;
        if (happened.By.User is { } by)
            yield return by;
        if (happened is TaskEvent.Decided { OnBehalfOf: { } away })
            yield return away;
        if (happened is TaskEvent.RemovalContested contested)
        {
            foreach (var decider in contested.Deciders)
                yield return decider;
        }
        if (happened is TaskEvent.DecisionStaged { OnBehalfOf: { } other })
            yield return other;
        if (happened is TaskEvent.Decided { SignedOff.By: var signer })
            yield return signer;
    }

    /// <summary>The assignees that an event names; empty: it names none.</summary>
    public static IReadOnlyList<Assignee> AssigneesOf(TaskEvent happened) => happened switch
    {
        TaskEvent.StepStarted started => started.Assignees,
        TaskEvent.Reassigned reassigned => reassigned.Assignees,
        TaskEvent.AssigneesAdded added => added.Assignees,
        TaskEvent.AssigneesReplaced replaced => replaced.Assignees,
        TaskEvent.AssigneesChanged changed => changed.Assignees,
        TaskEvent.DelegatesChanged changed => changed.Assignees,
        TaskEvent.TaskOpened or TaskEvent.Decided or TaskEvent.Commented or TaskEvent.Reminded or TaskEvent.SecondChannelUsed or TaskEvent.RungPassed
            or TaskEvent.StepSkipped or TaskEvent.Cancelled or TaskEvent.TaskClosed or TaskEvent.Retried
            or TaskEvent.InformationRequested or TaskEvent.InformationGiven or TaskEvent.InformationTimedOut or TaskEvent.DecisionUndone
            or TaskEvent.DueMoved or TaskEvent.RemovalPlanned or TaskEvent.RemovalTakenBack or TaskEvent.RemovalContested or TaskEvent.ContestJudged
            or TaskEvent.RemovalStarted or TaskEvent.AccessChanged or TaskEvent.DecisionStaged or TaskEvent.StagedWithdrawn or TaskEvent.StagedReturned or TaskEvent.ExceptionApproved or TaskEvent.ExceptionDenied => [],
        TaskEvent.ExceptionProposed proposed => proposed.Approvers,
        _ => throw new UnreachableException($"{happened.GetType().Name} has no case in AssigneesOf."),
    };
}
