using System.Diagnostics;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Links;

/// <summary>What a valid link still opens, by the current state of the task.</summary>
public abstract record LinkStatus
{
    private LinkStatus()
    {
    }

    /// <summary>The task waits for the link's holder.</summary>
    public sealed record Open : LinkStatus;

    /// <summary>The holder has already decided.</summary>
    public sealed record Answered(RecordedDecision Decision) : LinkStatus;

    public sealed record DecidedByOther(RecordedDecision Decision) : LinkStatus;

    /// <summary>The task was assigned to others.</summary>
    /// <param name="By">The user who reassigned it; null: the ladder or a change of the directory did.</param>
    /// <param name="At">When.</param>
    /// <param name="To">The new assignees.</param>
    public sealed record HandedOn(UserId? By, DateTimeOffset At, IReadOnlyList<UserId> To) : LinkStatus
    {
        /// <summary>True: a change of the directory caused it. False: a reassignment or the ladder did.</summary>
        public bool IsByDirectory { get; init; }
    }

    /// <summary>Other assignees were added since, so the holder has a newer link.</summary>
    public sealed record Renewed(DateTimeOffset At) : LinkStatus;

    public sealed record Cancelled(UserId? By, DateTimeOffset At) : LinkStatus;

    /// <summary>Nobody answered, and the ladder ended.</summary>
    public sealed record ClosedByPolicy(Outcome Outcome, DateTimeOffset At) : LinkStatus;

    /// <summary>Nobody answered, and the next step began.</summary>
    public sealed record Skipped(DateTimeOffset At) : LinkStatus;

    /// <summary>The holder is the task's subject. Nobody decides about their own access.</summary>
    public sealed record OwnAccess : LinkStatus;

    /// <param name="At">When the task closed for this reason; null: it closes soon.</param>
    public sealed record NothingLeft(ObsoleteCause Cause, DateTimeOffset? At) : LinkStatus;

    /// <param name="holder">Whom the link is for.</param>
    /// <param name="generation">The generation of assignees that it is for.</param>
    /// <param name="task">The task as it is now.</param>
    /// <param name="events">Its history.</param>
    /// <param name="nothingLeft">Why nothing is left to decide; null: there is something.</param>
    public static LinkStatus Of(UserId holder, int generation, ReviewTask task, IReadOnlyList<TaskEvent> events, ObsoleteCause? nothingLeft = null)
    {
        if (task.Subject.User == holder && !task.Policy.Steps[0].AsksHolder())
            return new OwnAccess();
        if (task.Decisions.LastOrDefault(decision => decision.Generation == generation) is { } decision)
            return decision.By == holder ? new Answered(decision) : new DecidedByOther(decision);
        if (task.Generation == generation && task.IsOpen)
        {
            return !task.WaitsFor.Contains(holder) ? HandedBack(task, events)
                : nothingLeft is { } cause ? new NothingLeft(cause, null)
                : new Open();
        }

        return EndedStatus(holder, generation, task, events);
    }

    /// <summary>The status by the first event that ended the link's generation.</summary>
    private static LinkStatus EndedStatus(UserId holder, int generation, ReviewTask now, IReadOnlyList<TaskEvent> events)
    {
        ReviewTask? task = null;
        foreach (var happened in UndoneEvents.Without(events))
        {
            task = task is null ? ReviewTask.From((TaskEvent.TaskOpened)happened) : task.Evolve(happened);
            if (task.Generation < generation)
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
                // A step begins again if the directory had nobody for it before. The other starts follow a decision or a skipped step.
                case TaskEvent.Reassigned or TaskEvent.AssigneesReplaced or TaskEvent.AssigneesAdded or TaskEvent.AssigneesChanged or TaskEvent.StepStarted
                    or TaskEvent.ExceptionProposed or TaskEvent.ExceptionDenied when task.Generation > generation:
                    return task.WaitsFor.Contains(holder)
                        ? Renew(holder, task.Generation, now, events, happened.At)
                        : new HandedOn(happened.By.User, happened.At, Who(task.Assignees)) { IsByDirectory = happened is TaskEvent.AssigneesChanged or TaskEvent.StepStarted };
                default:
                    continue;
            }
        }

        throw new UnreachableException("A generation ends with an event.");
    }

    /// <summary>The holder was the delegate of an assignee who is back.</summary>
    private static HandedOn HandedBack(ReviewTask task, IReadOnlyList<TaskEvent> events) =>
        new(null, events.OfType<TaskEvent.DelegatesChanged>().LastOrDefault()?.At ?? task.StepStartedAt, Who(task.Assignees)) { IsByDirectory = true };

    private static LinkStatus Renew(UserId holder, int newer, ReviewTask now, IReadOnlyList<TaskEvent> events, DateTimeOffset at) =>
        Of(holder, newer, now, events) is var status and not Open ? status : new Renewed(at);

    private static IReadOnlyList<UserId> Who(IReadOnlyList<Assignee> assignees) => [.. assignees.Select(assignee => assignee.User)];
}
