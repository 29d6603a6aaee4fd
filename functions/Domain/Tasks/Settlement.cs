using System.Diagnostics;
using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Tasks;

/// <summary>Derives the effects of one event: notifications, follow-up tasks, changes of the grant.</summary>
public static class Settlement
{
    /// <summary>Distinguishes the removal after a missing answer.</summary>
    internal const string BySilence = "RemovedBySilence";

    /// <summary>Returns the effects of one event.</summary>
    /// <param name="before">The task before the event; null for its first.</param>
    /// <param name="happened">The event.</param>
    /// <param name="after">The task after the event.</param>
    /// <param name="facts">The current directory: the current app owners are notified.</param>
    /// <param name="commenters">Users who commented on the task before the event.</param>
    public static IReadOnlyList<Effect> Of(
        ReviewTask? before, TaskEvent happened, ReviewTask after, DirectoryFacts facts, IReadOnlyCollection<UserId>? commenters = null) => happened switch
        {
            TaskEvent.Commented => [.. NotifiedOfComment(after, happened.By.User, commenters ?? []).Select(person => new Effect.Notification(NotificationKind.Commented, person, after.Generation))],
            TaskEvent.TaskOpened or TaskEvent.Decided or TaskEvent.RungPassed or TaskEvent.StepSkipped or TaskEvent.Cancelled or TaskEvent.DecisionUndone or TaskEvent.DueMoved
                or TaskEvent.AccessChanged
                or TaskEvent.DecisionStaged or TaskEvent.StagedWithdrawn => [],
            // They have signed off, so they would not look again without a reminder.
            TaskEvent.StagedReturned => Notify(NotificationKind.Reminder, after.WaitsFor, after),
            TaskEvent.StepStarted or TaskEvent.Reassigned => [.. Notify(NotificationKind.Assigned, after.WaitsFor, after), .. NotifyAdmins(after, facts)],
            TaskEvent.Reminded => Notify(NotificationKind.Reminder, after.WaitsFor, after),
            TaskEvent.SecondChannelUsed => Notify(NotificationKind.SecondChannel, after.WaitsFor, after),
            // Their old links are invalid in the new generation. The reminder carries new ones.
            TaskEvent.AssigneesAdded added =>
                [.. Notify(NotificationKind.Escalated, added.Assignees.Select(assignee => assignee.User), after), .. Notify(NotificationKind.Reminder, (before ?? after).WaitsFor, after)],
            TaskEvent.AssigneesReplaced => Notify(NotificationKind.Escalated, after.WaitsFor, after),
            TaskEvent.AssigneesChanged =>
            [
                .. Notify(NotificationKind.Assigned, after.WaitsFor.Except(before?.WaitsFor ?? []), after),
            .. Notify(NotificationKind.Reminder, after.WaitsFor.Intersect(before?.WaitsFor ?? []), after),
            .. NotifyAdmins(after, facts),
        ],
            TaskEvent.DelegatesChanged => Notify(NotificationKind.Delegated, after.WaitsFor.Except(before?.WaitsFor ?? []), after),
            TaskEvent.ExceptionProposed => Notify(NotificationKind.Assigned, after.WaitsFor, after),
            TaskEvent.ExceptionApproved or TaskEvent.ExceptionDenied => [],
            TaskEvent.TaskClosed closed => OnClose(closed, after, facts),
            TaskEvent.InformationRequested => after.RequestedBy is { } requester ? Notify(NotificationKind.Question, [requester], after) : [],
            TaskEvent.InformationGiven => Notify(NotificationKind.Answer, WaitedForAnswer(before, happened.By.User), after),
            TaskEvent.InformationTimedOut => Notify(NotificationKind.Unanswered, WaitedForAnswer(before, null), after),
            TaskEvent.Retried retried => [new Effect.FollowUp(retried.FollowUp, after.Kind, after.RequestedBy, after.RequestReason)],
            TaskEvent.RemovalPlanned => NotifyHolder(after),
            // After the person wrote something, they learn what became of it; before, that nothing happens any more.
            TaskEvent.RemovalTakenBack or TaskEvent.ContestJudged => Notify(NotificationKind.RemovalJudged, [after.Subject.User], after),
            TaskEvent.RemovalContested contested => Notify(NotificationKind.RemovalContested, contested.Deciders, after),
            TaskEvent.RemovalStarted started => [RemovalOf(after, started.Kind)],
            _ => throw new UnreachableException($"{happened.GetType().Name} has no case in Settlement."),
        };

    /// <summary>
    /// Users to notify of a comment: assignees and their delegates, the requester and earlier commenters, but never its
    /// writer.
    /// </summary>
    /// <param name="task">The task with the comment.</param>
    /// <param name="by">The writer of the comment.</param>
    /// <param name="commenters">Users who commented before.</param>
    public static IReadOnlyList<UserId> NotifiedOfComment(ReviewTask task, UserId? by, IEnumerable<UserId> commenters)
    {
        UserId?[] others = [.. task.WaitsFor.Select(person => (UserId?)person), task.RequestedBy, .. commenters.Select(person => (UserId?)person)];
        return [.. others.OfType<UserId>().Where(person => person != by).Distinct()];
    }

    /// <summary>Who asked, the assignees and their delegates, but never who answered.</summary>
    private static IEnumerable<UserId> WaitedForAnswer(ReviewTask? before, UserId? by) =>
        before is { Question: { } question } ? before.WaitsFor.Prepend(question.AskedBy).Where(person => person != by).Distinct() : [];

    /// <summary>The id of the follow-up task of this kind.</summary>
    internal static TaskId FollowUpOf(ReviewTask task, TaskKind kind) => TaskId.Derive(task.Id.Value, kind.ToString());

    private static IReadOnlyList<Effect> OnClose(TaskEvent.TaskClosed closed, ReviewTask task, DirectoryFacts facts) => closed.Outcome switch
    {
        Outcome.Certified => [new Effect.ChangeGrant(GrantChange.Certify, StageRules.DecisiveOf(task)?.By)],
        Outcome.Removed when task.Removal is not null => NotifyHolder(task),
        Outcome.Removed => [RemovalOf(task, task.Campaign?.RemovesDirectly == true ? TaskKind.Deprovisioning : TaskKind.Revocation)],
        Outcome.Approved => [Next(task, TaskKind.Provisioning, task.RequestedBy, task.RequestReason)],
        Outcome.Confirmed => [Next(task, TaskKind.Deprovisioning, task.RequestedBy, task.RequestReason)],
        Outcome.Completed when task.Kind == TaskKind.Provisioning => [.. Recorded(closed, task, facts), .. NotifyRequester(task, closed)],
        Outcome.Completed when closed.Cause is null => [new Effect.ChangeGrant(GrantChange.End, task.LastDecision?.By), .. NotifyRequester(task, closed)],
        Outcome.Errored or Outcome.NoResponse when KindRules.IsFailure(task.Kind, closed.Outcome) => [.. StillThere(task), .. NotifyRequester(task, closed), .. NotifyOwners(task, facts)],
        Outcome.Completed or Outcome.Errored or Outcome.Denied or Outcome.Declined or Outcome.NoResponse or Outcome.Cancelled or Outcome.Obsolete => [.. NotifyRequester(task, closed)],
    };

    /// <summary>The id of the task that removes the access after this review.</summary>
    internal static TaskId RemovalOf(ReviewTask task)
    {
        var revocation = task.Outcome == Outcome.NoResponse ? TaskId.Derive(task.Id.Value, BySilence) : FollowUpOf(task, TaskKind.Revocation);
        // As if it had been confirmed, so that each access has one such task whatever the way.
        return task.Campaign?.RemovesDirectly == true ? TaskId.Derive(revocation.Value, nameof(TaskKind.Deprovisioning)) : revocation;
    }

    private static Effect.FollowUp RemovalOf(ReviewTask task, TaskKind kind) => new(
        RemovalOf(task), kind, StageRules.DecisiveOf(task)?.By, StageRules.DecisiveOf(task) is { } decision ? decision.Reason : $"Nobody answered in the campaign {task.Campaign?.Name}.");

    private static IReadOnlyList<Effect> NotifyHolder(ReviewTask task) => Notify(NotificationKind.RemovalPlanned, [task.Subject.User], task);

    private static Effect.FollowUp Next(ReviewTask task, TaskKind kind, UserId? requestedBy, string? reason) =>
        new(FollowUpOf(task, kind), kind, requestedBy, reason);

    /// <summary>A user who just left gets no grant. The app owners are notified, so that they remove the access.</summary>
    private static IEnumerable<Effect> Recorded(TaskEvent.TaskClosed closed, ReviewTask task, DirectoryFacts facts) =>
        SubjectRules.WhyNotToRecord(task.Subject, facts, closed.At) is null
            ? [new Effect.ChangeGrant(GrantChange.Record, task.LastDecision?.By)]
            : NotifyOwners(task, facts);

    private static IEnumerable<Effect> StillThere(ReviewTask task) =>
        task.Kind == TaskKind.Deprovisioning ? [new Effect.ChangeGrant(GrantChange.MarkStillThere, task.LastDecision?.By)] : [];

    private static IEnumerable<Effect> NotifyRequester(ReviewTask task, TaskEvent.TaskClosed closed) =>
        task.RequestedBy is { } requester && requester != closed.By.User ? [new Effect.Notification(NotificationKind.Outcome, requester, task.Generation)] : [];

    private static IEnumerable<Effect> NotifyOwners(ReviewTask task, DirectoryFacts facts) =>
        facts.AppOwners.Where(owner => owner != task.RequestedBy).Select(owner => new Effect.Notification(NotificationKind.Failed, owner, task.Generation));

    private static IEnumerable<Effect> NotifyAdmins(ReviewTask task, DirectoryFacts facts) =>
        task.Assignees.Count == 0 ? Notify(NotificationKind.Unassigned, facts.Admins, task) : [];

    private static IReadOnlyList<Effect> Notify(NotificationKind kind, IEnumerable<UserId> people, ReviewTask task) =>
        [.. people.Select(person => new Effect.Notification(kind, person, task.Generation))];
}
