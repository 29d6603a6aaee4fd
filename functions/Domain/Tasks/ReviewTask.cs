using System.Diagnostics;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;

namespace AccessReview.Domain.Tasks;

/// <summary>A decision of a task, as recorded.</summary>
public sealed record RecordedDecision(int Step, int Generation, UserId By, Decision Decision, string? Reason, DateTimeOffset At, bool IsOverride, UserId? OnBehalfOf)
{
    /// <summary>When the decision takes effect, and until when it can be undone; null: it took effect at once.</summary>
    public DateTimeOffset? UndoUntil { get; init; }

    /// <summary>Null: none.</summary>
    public CertificationTerms? Terms { get; init; }

    /// <summary>When it was staged; null: it was not staged.</summary>
    public DateTimeOffset? StagedAt { get; init; }

    /// <summary>The sign-off by which it took effect; null: it was not staged, or the campaign closed without a sign-off.</summary>
    public SignedOff? SignedOff { get; init; }

    /// <summary>What was known of the certified access; null: another decision, or not known.</summary>
    public CertifiedFacts? Certified { get; init; }

    /// <summary>It was certified together with other unchanged access, in one step; null: alone.</summary>
    public bool? IsTogether { get; init; }

    /// <summary>The second person's approval of the exception; null: it is none, or needs none.</summary>
    public ExceptionApproval? Approval { get; init; }
}

/// <summary>
/// One question about one user's access to one entitlement. Its state is built from its events. An open task
/// has a step that applies and a ladder that ends.
/// </summary>
public sealed partial record ReviewTask
{
    public required TaskId Id { get; init; }

    /// <summary>The number that people see: #1042.</summary>
    public required int Number { get; init; }

    public required TaskKind Kind { get; init; }

    public required Subject Subject { get; init; }

    public required CaseId Case { get; init; }

    public required Policy Policy { get; init; }

    /// <summary>The requester; null: the organization itself.</summary>
    public UserId? RequestedBy { get; init; }

    /// <summary>The requester's reason, in their own words.</summary>
    public string? RequestReason { get; init; }

    public TaskId? Parent { get; init; }

    /// <summary>The campaign that opened it; null: none, as in rows of earlier builds.</summary>
    public TaskCampaign? Campaign { get; init; }

    public int Step { get; init; }

    /// <summary>Increases with each new set of assignees. Links, timers and mails of earlier generations are invalid.</summary>
    public int Generation { get; init; }

    public IReadOnlyList<Assignee> Assignees { get; init; } = [];

    public IReadOnlyList<UserId> FormerAssignees { get; init; } = [];

    public ReviewState State { get; init; }

    public Outcome? Outcome { get; init; }

    /// <summary>Why nothing was left to decide; null: the task is open or closed for another reason.</summary>
    public ObsoleteCause? ClosingCause { get; init; }

    public IReadOnlyList<RecordedDecision> Decisions { get; init; } = [];

    /// <summary>The steps that have begun, in order; null: all steps up to the current one that apply to the original risk.</summary>
    public IReadOnlyList<int>? BegunSteps { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset StepStartedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The index of the next rung of the current step's ladder.</summary>
    public int NextRung { get; init; }

    public DateTimeOffset? LastRemindedAt { get; init; }

    /// <summary>The removal that follows from it after a cooling-off time; null: none, or it starts at once.</summary>
    public HeldRemoval? Removal { get; init; }

    /// <summary>The task that retries this failed one; null: none.</summary>
    public TaskId? RetriedBy { get; init; }

    /// <summary>What an undo of the last decision restores; null: it took effect at once, or the task changed since.</summary>
    public UndoPoint? Undo { get; init; }

    /// <summary>The user who undid a decision or withdrew a staged one, if that is the last event; null: it is not.</summary>
    public UserId? UndoneBy { get; init; }

    /// <summary>The number of its events.</summary>
    public long Version { get; init; }

    public bool IsOpen => State == ReviewState.Open;

    public PolicyStep CurrentStep => Policy.Steps[Step];

    /// <summary>The person who recommended the removal and may not confirm it; null: nobody.</summary>
    public UserId? Excluded => ExcludedFrom(CurrentStep, RequestedBy);

    /// <summary>Who decided an earlier stage of the review. They decide no later one.</summary>
    public IReadOnlyList<UserId> EarlierDeciders() =>
        Policy.Stages is null ? [] : [.. Decisions.Where(decision => decision.Step != Step).Select(decision => decision.By).Distinct()];

    /// <summary>Everybody who may not decide the current step, besides the subject.</summary>
    public IReadOnlyList<UserId> NotEligible() => Excluded is { } recommender ? [recommender, .. EarlierDeciders()] : EarlierDeciders();

    /// <summary>When the ladder of the current step ends; while a question is open, when it ends without an answer.</summary>
    public DateTimeOffset ClosesAt => After(CurrentStep.Length);

    /// <summary>When the task should be decided. A campaign can close later.</summary>
    public DateTimeOffset DueAt => ClosesAt - GraceNow;

    public RecordedDecision? LastDecision => Decisions.Count == 0 ? null : Decisions[^1];

    /// <summary>
    /// The steps that are still to come at this risk. If the risk was raised, this includes earlier steps that did not apply
    /// before. The holder is asked first or not at all.
    /// </summary>
    public IEnumerable<int> StepsAhead(Risk risk) =>
        Enumerable.Range(0, Policy.Steps.Count).Where(index => Policy.Steps[index].AppliesTo(risk) && !Policy.Steps[index].AsksHolder()).Except(Begun);

    /// <summary>The task as shown to users: with current names and, while it is open, the effective risk.</summary>
    public ReviewTask Today(DirectoryFacts facts) =>
        this with { Subject = SubjectRules.Today(Subject, facts) with { Risk = IsOpen ? SubjectRules.RiskOf(Subject, facts) : Subject.Risk } };

    public bool IsAssignedTo(UserId person) => Assignees.Any(assignee => assignee.User == person);

    /// <summary>The users in whose list the open task is: assignees, or who can approve its exception, and their delegates.</summary>
    public IEnumerable<UserId> WaitsFor => Actors.Select(assignee => assignee.User).Concat(Actors.Select(assignee => assignee.Delegate).OfType<UserId>()).Distinct();

    /// <summary>Why <paramref name="person"/> has the task; null: they do not have it. A delegate has the assignee's reason.</summary>
    public Assignee? WaitingFor(UserId person) =>
        Actors.FirstOrDefault(assignee => assignee.User == person)
        ?? (Actors.FirstOrDefault(assignee => assignee.Delegate == person) is { } away ? new Assignee(person, away.Reason, away.Source, away.User) : null);

    /// <summary>The task after its first event.</summary>
    public static ReviewTask From(TaskEvent.TaskOpened opened) => new()
    {
        Id = opened.Id,
        Number = opened.Number,
        Kind = opened.Kind,
        Subject = opened.Subject,
        Case = opened.Case,
        Policy = opened.Policy,
        RequestedBy = opened.RequestedBy,
        RequestReason = opened.Reason,
        Parent = opened.Parent,
        Campaign = opened.Campaign,
        Relied = opened.Relied,
        OpenedAt = opened.At,
        StepStartedAt = opened.At,
        Version = 1,
    };

    public static ReviewTask Fold(IEnumerable<TaskEvent> events) =>
        events.Aggregate((ReviewTask?)null, (task, next) => task is null ? From((TaskEvent.TaskOpened)next) : task.Evolve(next))
        ?? throw new ArgumentException("A task begins with an event.", nameof(events));

    public ReviewTask Evolve(TaskEvent happened)
    {
        var next = (EndsQuestion(happened) ? EndQuestion(happened.At) : this) with { Version = Version + 1, Undo = UndoAfter(happened), UndoneBy = null };
        return happened switch
        {
            TaskEvent.TaskOpened => throw new UnreachableException("A task is opened once."),
            TaskEvent.StepStarted started => next.Assign(started.Assignees) with { Step = started.Step, StepStartedAt = started.At, NextRung = 0, Pauses = PauseUntil(started), BegunSteps = Begin(started.Step) },
            TaskEvent.Decided decided => next with { Decisions = [.. Decisions, Record(decided)], Staged = null },
            TaskEvent.DecisionStaged staged => next with { Staged = StagedOf(staged) },
            TaskEvent.StagedWithdrawn => next with { Staged = null, UndoneBy = happened.By.User },
            TaskEvent.StagedReturned returned => next with { Staged = Staged is { } staged ? staged with { NeedsLook = returned.Why } : null },
            TaskEvent.DecisionUndone undone => next.Restore(Undo ?? throw new UnreachableException("Only a decision that can be undone is undone.")) with { UndoneBy = undone.By.User },
            TaskEvent.Commented => next,
            TaskEvent.Reassigned reassigned => next.Assign(reassigned.Assignees),
            TaskEvent.Reminded reminded => next with { LastRemindedAt = reminded.At, NextRung = reminded.Rung + 1 ?? NextRung },
            TaskEvent.SecondChannelUsed used => next with { LastRemindedAt = used.At, NextRung = used.Rung + 1 },
            TaskEvent.AssigneesAdded added => next.Assign([.. Assignees, .. added.Assignees]) with { NextRung = added.Rung + 1 },
            TaskEvent.AssigneesReplaced replaced => next.Assign(replaced.Assignees) with { NextRung = replaced.Rung + 1 },
            TaskEvent.AssigneesChanged changed => next.Assign(changed.Assignees),
            TaskEvent.DelegatesChanged changed => next with { Assignees = changed.Assignees },
            TaskEvent.RungPassed passed => next with { NextRung = passed.Rung + 1 },
            TaskEvent.StepSkipped skipped => next with { NextRung = skipped.Rung + 1 },
            TaskEvent.Cancelled => next,
            TaskEvent.TaskClosed closed => next.WithoutException() with
            {
                Staged = null,
                State = ReviewState.Closed,
                Outcome = closed.Outcome,
                ClosingCause = closed.Cause,
                ClosedAt = closed.At,
                Removal = closed.Outcome == Tasks.Outcome.Removed && Campaign?.CoolingOff is { } wait ? new HeldRemoval((LastDecision?.UndoUntil is { } until && until > closed.At ? until : closed.At) + wait) : null,
            },
            TaskEvent.Retried retried => next with { RetriedBy = retried.FollowUp },
            TaskEvent.InformationRequested asked => next with { Question = QuestionOf(asked) },
            TaskEvent.InformationGiven or TaskEvent.InformationTimedOut => next,
            TaskEvent.AccessChanged changed => next with { Staged = Staged is { } outdated ? outdated with { IsOutdated = true } : null, Relied = changed.Relied, AccessChanges = [.. AccessChanges ?? [], .. changed.Changes] },
            TaskEvent.ExceptionProposed proposed => next.Propose(proposed),
            TaskEvent.ExceptionApproved approved => next.Approve(approved),
            TaskEvent.ExceptionDenied => next.Deny(),
            TaskEvent.DueMoved moved => next.MoveDue(moved),
            TaskEvent.RemovalPlanned planned => next with { Removal = new HeldRemoval(planned.StartsAt) },
            TaskEvent.RemovalTakenBack back => next with { Removal = Removal is { } removal ? removal with { TakenBack = RemarkOf(back, back.Reason) } : null },
            TaskEvent.RemovalContested contested => next with { Removal = Removal is { } removal ? removal with { Contested = RemarkOf(contested, contested.Text) } : null },
            TaskEvent.ContestJudged judged => next with { Removal = Removal is { } removal ? AfterJudgement(removal, judged) : null },
            TaskEvent.RemovalStarted started => next with { Removal = Removal is { } removal ? removal with { StartedAt = started.At } : null },
            _ => throw new UnreachableException($"{happened.GetType().Name} has no case in Evolve."),
        };
    }

    // An access that is to be removed in spite of what the person wrote has waited long enough.
    private static HeldRemoval AfterJudgement(HeldRemoval removal, TaskEvent.ContestJudged judged) => judged.Removes
        ? removal with { Upheld = RemarkOf(judged, judged.Reason), StartsAt = removal.StartsAt > judged.At ? removal.StartsAt : judged.At }
        : removal with { Kept = RemarkOf(judged, judged.Reason) };

    private static RemovalRemark RemarkOf(TaskEvent happened, string? text) => new(happened.By.User, happened.At, text);

    /// <summary>Returns whether the step has begun, whatever became of it.</summary>
    public bool HasBegun(int step) => Begun.Contains(step);

    private IReadOnlyList<int> Begun => BegunSteps ?? (Generation == 0 ? [] : UsualUpTo(Step));

    // Only the effect of a raised risk is stored. Everything else is computed, also for rows of earlier builds.
    private IReadOnlyList<int>? Begin(int step)
    {
        var begun = Begun.Contains(step) ? Begun : [.. Begun, step]; // A step without an assignee can begin again.
        return begun.SequenceEqual(UsualUpTo(step)) ? null : begun;
    }

    private IReadOnlyList<int> UsualUpTo(int step) => [.. Enumerable.Range(0, step + 1).Where(index => Policy.Steps[index].AppliesTo(Subject.Risk))];

    private ReviewTask Assign(IReadOnlyList<Assignee> assignees) => this with
    {
        Assignees = assignees,
        Generation = Generation + 1,
        Staged = Staged?.StaysWith(assignees) == true ? Staged : null,
        FormerAssignees = [.. FormerAssignees.Union(Assignees.Select(assignee => assignee.User)).Except(assignees.Select(assignee => assignee.User))],
    };

    private RecordedDecision Record(TaskEvent.Decided decided) => new(
        Step,
        Generation,
        decided.By.User ?? throw new UnreachableException("Only people decide."),
        decided.Decision,
        decided.Reason,
        decided.At,
        decided.IsOverride,
        decided.OnBehalfOf)
    {
        UndoUntil = decided.UndoUntil,
        Terms = decided.Terms,
        Certified = decided.Certified,
        IsTogether = decided.IsTogether,
        StagedAt = decided.StagedAt,
        SignedOff = decided.SignedOff,
    };

    internal static UserId? ExcludedFrom(PolicyStep step, UserId? requestedBy) => step.ConfirmedBy == RemovalConfirmation.AnyAssignee ? null : requestedBy;
}
