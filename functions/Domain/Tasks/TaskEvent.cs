using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;

namespace AccessReview.Domain.Tasks;

/// <summary>An entitlement's risk before and after it was raised.</summary>
public sealed record RaisedRisk(Risk From, Risk To);

/// <summary>An event of a task. The set is closed: <see cref="ReviewTask.Evolve"/> handles every case.</summary>
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

        /// <summary>The campaign that opened it; null: none.</summary>
        public TaskCampaign? Campaign { get; init; }

        /// <summary>What reviewers rely on, as the campaign recorded it; null: no campaign opened it.</summary>
        public ReliedFacts? Relied { get; init; }
    }

    /// <summary>The step began with a new set of assignees, as a new generation.</summary>
    public sealed record StepStarted(int Step, IReadOnlyList<Assignee> Assignees) : TaskEvent
    {
        /// <summary>When the step ends without an answer; null: when its ladder ends. Its rungs move with it.</summary>
        public DateTimeOffset? Due { get; init; }
    }

    /// <param name="Decision">The verb.</param>
    /// <param name="Reason">The decider's reason, in their own words.</param>
    /// <param name="IsOverride">An admin who is not an assignee decided.</param>
    /// <param name="OnBehalfOf">The assignee whose delegate decided; null: none.</param>
    public sealed record Decided(Decision Decision, string? Reason, bool IsOverride, UserId? OnBehalfOf) : TaskEvent
    {
        /// <summary>What was known of the access at that time; null in decisions of earlier builds.</summary>
        public AccessContext? Access { get; init; }

        /// <summary>The original and the effective risk; null: the risk was not raised.</summary>
        public RaisedRisk? RaisedRisk { get; init; }

        /// <summary>When the decision takes effect, and until when it can be undone; null: it takes effect at once.</summary>
        public DateTimeOffset? UndoUntil { get; init; }

        /// <summary>Null: none.</summary>
        public CertificationTerms? Terms { get; init; }

        /// <summary>What was known of the certified access; null: another decision, or not known.</summary>
        public CertifiedFacts? Certified { get; init; }

        /// <summary>It was certified together with other unchanged access, in one step; null: alone.</summary>
        public bool? IsTogether { get; init; }

        /// <summary>The call that made it together with others; null: it was made alone, or by an earlier build.</summary>
        public BulkCall? Bulk { get; init; }

        /// <summary>When it was staged; null: it was not staged.</summary>
        public DateTimeOffset? StagedAt { get; init; }

        /// <summary>The sign-off by which it took effect; null: it was not staged, or the campaign closed without a sign-off.</summary>
        public SignedOff? SignedOff { get; init; }
    }

    /// <summary>A decision was recorded that takes effect at the sign-off. It replaces an earlier one.</summary>
    /// <inheritdoc cref="Decided"/>
    public sealed record DecisionStaged(Decision Decision, string? Reason, bool IsOverride, UserId? OnBehalfOf) : TaskEvent
    {
        /// <inheritdoc cref="Decided.Access"/>
        public AccessContext? Access { get; init; }

        /// <inheritdoc cref="Decided.RaisedRisk"/>
        public RaisedRisk? RaisedRisk { get; init; }

        /// <inheritdoc cref="Decided.Terms"/>
        public CertificationTerms? Terms { get; init; }

        /// <inheritdoc cref="Decided.Bulk"/>
        public BulkCall? Bulk { get; init; }

        /// <inheritdoc cref="Decided.IsTogether"/>
        public bool? IsTogether { get; init; }
    }

    /// <summary>The reviewer withdrew the staged decision.</summary>
    public sealed record StagedWithdrawn : TaskEvent;

    /// <summary>The reviewer signed off, but the directory no longer allows the staged decision. The reviewer must decide again.</summary>
    public sealed record StagedReturned(ObsoleteCause Why) : TaskEvent;

    /// <summary>The decider undid the last decision. The task is as it was before the decision.</summary>
    public sealed record DecisionUndone : TaskEvent;

    public sealed record Commented(string Text) : TaskEvent;

    public sealed record Reassigned(IReadOnlyList<Assignee> Assignees, string Reason) : TaskEvent;

    /// <param name="Rung">The rung that caused it; null: a user sent the reminder.</param>
    public sealed record Reminded(int? Rung) : TaskEvent;

    public sealed record SecondChannelUsed(int Rung) : TaskEvent;

    public sealed record AssigneesAdded(int Rung, IReadOnlyList<Assignee> Assignees) : TaskEvent;

    public sealed record AssigneesReplaced(int Rung, IReadOnlyList<Assignee> Assignees) : TaskEvent;

    /// <summary>
    /// The directory changed, so the assignees changed. The set is empty if nobody is eligible. The ladder's time is not
    /// reset.
    /// </summary>
    public sealed record AssigneesChanged(IReadOnlyList<Assignee> Assignees) : TaskEvent;

    /// <summary>A delegate of an assignee changed; the assignees did not. Links stay valid.</summary>
    public sealed record DelegatesChanged(IReadOnlyList<Assignee> Assignees) : TaskEvent;

    /// <summary>The rung did nothing: it found no new assignee, a later rung was already due, or a decision is staged.</summary>
    public sealed record RungPassed(int Rung) : TaskEvent
    {
        /// <summary>It did nothing because a decision is staged.</summary>
        public bool IsStaged { get; init; }
    }

    public sealed record StepSkipped(int Rung) : TaskEvent;

    public sealed record Cancelled(string? Reason) : TaskEvent;

    public sealed record TaskClosed(Outcome Outcome) : TaskEvent
    {
        /// <summary>Why nothing was left to decide; null: another cause closed the task.</summary>
        public ObsoleteCause? Cause { get; init; }

        /// <summary>The removal was confirmed at once, because only the person who recommended it could have confirmed it.</summary>
        public bool IsAutomatic { get; init; }
    }

    /// <summary>The failed task is retried by a new task.</summary>
    public sealed record Retried(TaskId FollowUp, string? Reason) : TaskEvent;

    /// <summary>An assignee asked the requester for information. The ladder pauses.</summary>
    /// <param name="Text">The question.</param>
    /// <param name="Until">When the ladder continues without an answer.</param>
    public sealed record InformationRequested(string Text, DateTimeOffset Until) : TaskEvent;

    /// <summary>The open question was answered. The ladder continues.</summary>
    public sealed record InformationGiven(string Text) : TaskEvent;

    /// <summary>Nobody answered the open question in time. The ladder continues.</summary>
    public sealed record InformationTimedOut : TaskEvent;

    /// <summary>What reviewers rely on changed.</summary>
    /// <param name="Changes">What changed.</param>
    /// <param name="Relied">What reviewers rely on from now on.</param>
    public sealed record AccessChanged(IReadOnlyList<AccessChange> Changes, ReliedFacts Relied) : TaskEvent;

    /// <summary>The access was certified with an exception, which takes effect when another person approves it.</summary>
    public sealed record ExceptionProposed(IReadOnlyList<Assignee> Approvers) : TaskEvent;

    public sealed record ExceptionApproved(string? Reason) : TaskEvent;

    /// <summary>The assignees decide again. The comment that follows says why.</summary>
    public sealed record ExceptionDenied : TaskEvent;

    /// <summary>The due date of the task's campaign was moved. Rungs that are still to come move with it.</summary>
    public sealed record DueMoved(DateTimeOffset Due) : TaskEvent;

    /// <summary>Nobody answered, and the rule of the task's campaign removes the access after the cooling-off time.</summary>
    public sealed record RemovalPlanned(DateTimeOffset StartsAt) : TaskEvent;

    /// <param name="Reason">Null: the access is protected by now.</param>
    public sealed record RemovalTakenBack(string? Reason) : TaskEvent;

    /// <summary>The person whose access it is contested its removal, which is stopped.</summary>
    /// <param name="Text">What they wrote.</param>
    /// <param name="Deciders">Who decides about it.</param>
    public sealed record RemovalContested(string Text, IReadOnlyList<UserId> Deciders) : TaskEvent;

    /// <summary>Somebody decided about a contested removal.</summary>
    /// <param name="Removes">False: the access stays.</param>
    public sealed record ContestJudged(bool Removes, string Reason) : TaskEvent;

    /// <summary>The cooling-off time is over, and the task that removes the access opens.</summary>
    public sealed record RemovalStarted(TaskId FollowUp, TaskKind Kind) : TaskEvent;
}
