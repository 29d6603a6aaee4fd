using System.Diagnostics;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Links;

/// <summary>What a good link still opens, seen from the task as it is now.</summary>
public abstract record LinkStatus
{
    private LinkStatus()
    {
    }

    /// <summary>Its holder is asked, now.</summary>
    public sealed record Open : LinkStatus;

    /// <summary>Its holder has answered.</summary>
    public sealed record Answered(RecordedDecision Decision) : LinkStatus;

    public sealed record DecidedByOther(RecordedDecision Decision) : LinkStatus;

    /// <param name="By">Who handed it on; null: the ladder did, or a change of the directory.</param>
    /// <param name="At">When.</param>
    /// <param name="To">Who has it instead.</param>
    public sealed record HandedOn(UserId? By, DateTimeOffset At, IReadOnlyList<UserId> To) : LinkStatus
    {
        /// <summary>Not because nobody answered, but because others may decide it now.</summary>
        public bool IsByDirectory { get; init; }
    }

    /// <summary>Others are asked beside its holder since: the holder has a newer link.</summary>
    public sealed record Renewed(DateTimeOffset At) : LinkStatus;

    public sealed record Cancelled(UserId? By, DateTimeOffset At) : LinkStatus;

    /// <summary>Nobody answered, and the ladder ended.</summary>
    public sealed record ClosedByPolicy(Outcome Outcome, DateTimeOffset At) : LinkStatus;

    /// <summary>Nobody answered, and the next step was asked.</summary>
    public sealed record Skipped(DateTimeOffset At) : LinkStatus;

    /// <summary>Nobody decides about their own access, however they came by a link.</summary>
    public sealed record OwnAccess : LinkStatus;

    /// <param name="At">When that closed the task; null: it closes soon.</param>
    public sealed record NothingLeft(ObsoleteCause Cause, DateTimeOffset? At) : LinkStatus;

    /// <param name="claims">Whose link it is, and of which generation.</param>
    /// <param name="task">The task as it is now.</param>
    /// <param name="events">Its history.</param>
    /// <param name="nothingLeft">Why the directory of today leaves nothing to decide; null: there is something.</param>
    public static LinkStatus Of(LinkClaims claims, ReviewTask task, IReadOnlyList<TaskEvent> events, ObsoleteCause? nothingLeft = null)
    {
        if (task.Subject.User == claims.Person)
            return new OwnAccess();
        if (task.Decisions.LastOrDefault(decision => decision.Generation == claims.Generation) is { } decision)
            return decision.By == claims.Person ? new Answered(decision) : new DecidedByOther(decision);
        if (task.Generation == claims.Generation && task.IsOpen)
        {
            return !task.WaitsFor.Contains(claims.Person) ? HandedBack(task, events)
                : nothingLeft is { } cause ? new NothingLeft(cause, null)
                : new Open();
        }

        return WhatEnded(claims, task, events);
    }

    /// <summary>The first event behind the link's generation.</summary>
    private static LinkStatus WhatEnded(LinkClaims claims, ReviewTask now, IReadOnlyList<TaskEvent> events)
    {
        ReviewTask? task = null;
        foreach (var happened in events)
        {
            task = task is null ? ReviewTask.From((TaskEvent.TaskOpened)happened) : task.Evolve(happened);
            if (task.Generation < claims.Generation)
                continue;
            switch (happened)
            {
                case TaskEvent.Cancelled:
                    return new Cancelled(happened.By.User, happened.At);
                case TaskEvent.TaskClosed { Cause: { } cause }:
                    return new NothingLeft(cause, happened.At);
                case TaskEvent.TaskClosed closed:
                    return new ClosedByPolicy(closed.Outcome, happened.At);
                case TaskEvent.StepSkipped:
                    return new Skipped(happened.At);
                case TaskEvent.Reassigned or TaskEvent.AssigneesReplaced or TaskEvent.AssigneesAdded or TaskEvent.AssigneesChanged when task.Generation > claims.Generation:
                    return task.WaitsFor.Contains(claims.Person)
                        ? Renew(claims with { Generation = task.Generation }, now, events, happened.At)
                        : new HandedOn(happened.By.User, happened.At, Who(task.Assignees)) { IsByDirectory = happened is TaskEvent.AssigneesChanged };
                default:
                    continue;
            }
        }

        throw new UnreachableException("A generation ends with an event.");
    }

    /// <summary>Its holder decided for somebody who is back.</summary>
    private static HandedOn HandedBack(ReviewTask task, IReadOnlyList<TaskEvent> events) =>
        new(null, events.OfType<TaskEvent.DelegatesChanged>().LastOrDefault()?.At ?? task.StepStartedAt, Who(task.Assignees)) { IsByDirectory = true };

    private static LinkStatus Renew(LinkClaims newer, ReviewTask now, IReadOnlyList<TaskEvent> events, DateTimeOffset at) =>
        Of(newer, now, events) is var standing and not Open ? standing : new Renewed(at);

    private static IReadOnlyList<UserId> Who(IReadOnlyList<Assignee> assignees) => [.. assignees.Select(assignee => assignee.User)];
}
