using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;

namespace AccessReview.Domain.Tasks;

/// <summary>An entitlement's risk at two moments.</summary>
public sealed record RaisedRisk(Risk From, Risk To);

/// <summary>Something that happened to a task. A closed family: <see cref="ReviewTask.Evolve"/> knows every case.</summary>
public abstract record TaskEvent
{
    private TaskEvent()
    {
    }

    public required DateTimeOffset At { get; init; }

    public required Actor By { get; init; }

    public sealed record TaskOpened : TaskEvent
    {
        public required TaskId Id { get; init; }

        public required int Number { get; init; }

        public required TaskKind Kind { get; init; }

        public required Subject Subject { get; init; }

        public required CaseId Case { get; init; }

        public required Policy Policy { get; init; }

        public UserId? RequestedBy { get; init; }

        public string? Reason { get; init; }

        public TaskId? Parent { get; init; }
    }

    /// <summary>Asks a new set of people: a new generation.</summary>
    public sealed record StepStarted(int Step, IReadOnlyList<Assignee> Assignees) : TaskEvent;

    /// <param name="Decision">The verb.</param>
    /// <param name="Reason">In the decider's words.</param>
    /// <param name="IsOverride">An admin decided who was not asked.</param>
    /// <param name="OnBehalfOf">The assignee whom the decider stands in for.</param>
    public sealed record Decided(Decision Decision, string? Reason, bool IsOverride, UserId? OnBehalfOf) : TaskEvent
    {
        /// <summary>What was known of the access then; null in decisions from before it was kept.</summary>
        public AccessContext? Access { get; init; }

        /// <summary>The risk as it was when the task was opened and as it counted, where it had been raised since; else null.</summary>
        public RaisedRisk? RaisedRisk { get; init; }
    }

    public sealed record Commented(string Text) : TaskEvent;

    public sealed record Reassigned(IReadOnlyList<Assignee> Assignees, string Reason) : TaskEvent;

    /// <param name="Rung">The rung that it came from; null: somebody asked for it.</param>
    public sealed record Reminded(int? Rung) : TaskEvent;

    public sealed record SecondChannelUsed(int Rung) : TaskEvent;

    public sealed record AssigneesAdded(int Rung, IReadOnlyList<Assignee> Assignees) : TaskEvent;

    public sealed record AssigneesReplaced(int Rung, IReadOnlyList<Assignee> Assignees) : TaskEvent;

    /// <summary>The directory changed, so others have the task now; nobody, if nobody may decide it. The ladder's clock goes on.</summary>
    public sealed record AssigneesChanged(IReadOnlyList<Assignee> Assignees) : TaskEvent;

    /// <summary>The same people have the task; who decides for one of them changed. Links stay as they are.</summary>
    public sealed record DelegatesChanged(IReadOnlyList<Assignee> Assignees) : TaskEvent;

    /// <summary>The rung had nothing to do: it found nobody new, or a later one was due already.</summary>
    public sealed record RungPassed(int Rung) : TaskEvent;

    public sealed record StepSkipped(int Rung) : TaskEvent;

    public sealed record Cancelled(string? Reason) : TaskEvent;

    public sealed record TaskClosed(Outcome Outcome) : TaskEvent
    {
        /// <summary>Why nothing was left to decide; null: that is not what closed it.</summary>
        public ObsoleteCause? Cause { get; init; }
    }

    /// <summary>What had failed is tried again, by a task of its own.</summary>
    public sealed record Retried(TaskId FollowUp, string? Reason) : TaskEvent;
}
