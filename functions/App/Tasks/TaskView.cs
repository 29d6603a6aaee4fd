using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Tasks;

/// <summary>A user in an API response.</summary>
public sealed record PersonView(UserId Id, string Name);

/// <param name="Reason">Why they are assigned.</param>
/// <param name="Source">Which rule found them.</param>
/// <param name="InsteadOf">The user who is out of office.</param>
public sealed record AssigneeView(PersonView Person, AssigneeReason Reason, AssigneeSource? Source, PersonView? InsteadOf)
{
    /// <summary>The delegate who may decide too while the assignee is out of office.</summary>
    public PersonView? Delegate { get; init; }

    /// <summary>When the absence ends; null: nobody is out of office, or the end is unknown.</summary>
    public DateTimeOffset? AwayUntil { get; init; }
}

public sealed record DecisionView(int Step, PersonView By, Decision Decision, string? Reason, DateTimeOffset At, bool IsOverride, PersonView? OnBehalfOf)
{
    /// <summary>Until when the certification is valid; null: until the next review, or another decision.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The compensating control of an exception; null: it is none.</summary>
    public string? CompensatingControl { get; init; }

    /// <summary>The second person who approved the exception; null: none.</summary>
    public PersonView? ApprovedBy { get; init; }
}

/// <param name="NeedsLook">Why it could not take effect when its reviewer signed off; null: it waits for the sign-off.</param>
public sealed record StagedView(PersonView By, Decision Decision, string? Reason, DateTimeOffset At, PersonView? OnBehalfOf, ObsoleteCause? NeedsLook)
{
    /// <summary>Until when the certification is valid; null: until the next review, or another decision.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>An exception that waits for the approval of a second person. The last decision has its terms.</summary>
public sealed record ExceptionProposalView(PersonView By, IReadOnlyList<PersonView> Approvers);

/// <summary>A question to the requester that is not answered yet.</summary>
/// <param name="Until">When the escalation schedule continues without an answer.</param>
public sealed record QuestionView(string Text, PersonView AskedBy, DateTimeOffset AskedAt, DateTimeOffset Until);

/// <param name="At">When it is or was due.</param>
/// <param name="IsPast">Already done.</param>
public sealed record RungView(DateTimeOffset At, RungAction Action, Outcome? Outcome, bool IsPast);

/// <param name="State">done, current, waiting or omitted (the risk is too low for it).</param>
public sealed record StepView(int Step, string Name, string State, AssigneeSource Asks);

/// <summary>The campaign that opened a task.</summary>
public sealed record TaskCampaignView(CampaignId Id, string Name);

/// <summary>A task as the API returns it.</summary>
public sealed record TaskView
{
    public required TaskId Id { get; init; }

    public required int Number { get; init; }

    public required TaskKind Kind { get; init; }

    public required ReviewState State { get; init; }

    public Outcome? Outcome { get; init; }

    /// <summary>With current names; for an open task, with the effective risk.</summary>
    public required Subject Subject { get; init; }

    /// <summary>The entitlement's risk when the task was opened.</summary>
    public required Risk RiskAtOpening { get; init; }

    /// <summary>Why nothing is left to decide or to retry, or was left when the task closed; null: this does not apply.</summary>
    public ObsoleteCause? Obsolete { get; init; }

    public required CaseId Case { get; init; }

    /// <summary>The id of the policy that was chosen when the task was opened.</summary>
    public required string PolicyId { get; init; }

    public required string PolicyName { get; init; }

    public required IReadOnlyList<StepView> Steps { get; init; }

    public required int Step { get; init; }

    public required int Generation { get; init; }

    public required IReadOnlyList<AssigneeView> Assignees { get; init; }

    public PersonView? RequestedBy { get; init; }

    public string? RequestReason { get; init; }

    public required IReadOnlyList<DecisionView> Decisions { get; init; }

    public required IReadOnlyList<RungView> Ladder { get; init; }

    /// <summary>When the last decision takes effect, and until when the decider can undo it; null: no decision can be undone.</summary>
    public DateTimeOffset? UndoUntil { get; init; }

    /// <summary>The last decision has no effect yet: it can be changed until its reviewer signs off or the campaign closes.</summary>
    public bool Staged { get; init; }

    /// <summary>The decision that takes effect at the sign-off; null: none.</summary>
    public StagedView? StagedDecision { get; init; }

    /// <summary>The open question to the requester, which pauses the ladder; null: none.</summary>
    public QuestionView? Question { get; init; }

    /// <summary>The exception that waits for an approval; null: none.</summary>
    public ExceptionProposalView? Exception { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When the task should be decided; while a question is open: if nobody answers it.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When the task closes. Only a campaign can close later than its due date.</summary>
    public required DateTimeOffset ClosesAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public TaskId? Parent { get; init; }

    public TaskId? RetriedBy { get; init; }

    /// <summary>The campaign that opened the task; null: none.</summary>
    public TaskCampaignView? Campaign { get; init; }

    /// <summary>What changed of the access since the campaign began, oldest first; null: nothing.</summary>
    public IReadOnlyList<AccessChange>? AccessChanges { get; init; }

    /// <summary>Increases with each change of the access. A decision can name the one that the caller saw.</summary>
    public int AccessVersion { get; init; }

    public required long Version { get; init; }

    /// <summary>The actions that the caller may do now.</summary>
    public required IReadOnlyList<TaskAction> Actions { get; init; }

    /// <summary>The decisions that are possible now, the positive one first.</summary>
    public required IReadOnlyList<Decision> PossibleDecisions { get; init; }

    public static TaskView Of(ReviewTask task, Actor caller, DirectoryFacts facts, DateTimeOffset now) => new()
    {
        Id = task.Id,
        Number = task.Number,
        Kind = task.Kind,
        State = task.State,
        Outcome = task.Outcome,
        Subject = task.Today(facts).Subject,
        RiskAtOpening = task.Subject.Risk,
        Obsolete = TaskMachine.NothingLeft(task, facts, now),
        Case = task.Case,
        PolicyId = task.Policy.Id,
        PolicyName = task.Policy.Name,
        Steps = [.. task.Policy.Steps.Select((step, index) => StepOf(task, SubjectRules.RiskOf(task.Subject, facts), step, index))],
        Step = task.Step,
        Generation = task.Generation,
        Assignees = [.. task.Assignees.Select(assignee => AssigneeOf(assignee, facts))],
        RequestedBy = NameOrNull(task.RequestedBy, facts),
        RequestReason = task.RequestReason,
        Decisions = [.. task.Decisions.Select(decision => new DecisionView(
            decision.Step, Name(decision.By, facts), decision.Decision, decision.Reason, decision.At, decision.IsOverride, NameOrNull(decision.OnBehalfOf, facts))
        {
            Until = decision.Terms?.Until,
            CompensatingControl = decision.Terms?.Control,
            ApprovedBy = NameOrNull(decision.Approval?.By, facts),
        })],
        Ladder = [.. task.CurrentStep.Ladder.Select((rung, index) => new RungView(task.DueAtOf(rung), rung.Action, rung.Outcome, index < task.NextRung))],
        Question = task.Question is { } question ? new QuestionView(question.Text, Name(question.AskedBy, facts), question.AskedAt, question.Until) : null,
        Exception = task.Exception is { } exception
            ? new ExceptionProposalView(Name(exception.By, facts), [.. exception.Approvers.Select(approver => Name(approver.User, facts))])
            : null,
        OpenedAt = task.OpenedAt,
        DueAt = task.DueAt,
        ClosesAt = task.ClosesAt,
        ClosedAt = task.ClosedAt,
        Parent = task.Parent,
        Campaign = task.Campaign is { } campaign ? new TaskCampaignView(campaign.Id, campaign.Name) : null,
        RetriedBy = task.RetriedBy,
        AccessChanges = task.AccessChanges,
        AccessVersion = task.AccessVersion,
        Version = task.Version,
        UndoUntil = task.UndoUntil(now),
        Staged = task.Staged is not null,
        StagedDecision = task.Staged is { } staged
            ? new StagedView(Name(staged.Person, facts), staged.Decision, staged.Reason, staged.At, NameOrNull(staged.OnBehalfOf, facts), staged.NeedsLook) { Until = staged.Terms?.Until }
            : null,
        Actions = TaskMachine.ActionsOf(task, caller, facts, now),
        PossibleDecisions = SubjectRules.DecisionsOf(task.Kind, task.Subject, facts, now),
    };

    private static StepView StepOf(ReviewTask task, Risk now, PolicyStep step, int index)
    {
        var state = task.StateOf(index, now) switch
        {
            StepState.Current => "current",
            StepState.Decided or StepState.Undecided => "done",
            StepState.Waiting => "waiting",
            StepState.NotRequired or StepState.NotReached => "omitted",
        };
        return new StepView(index, step.Name, state, step.Assignees.Source);
    }

    private static AssigneeView AssigneeOf(Assignee assignee, DirectoryFacts facts) =>
        new(Name(assignee.User, facts), assignee.Reason, assignee.Source, NameOrNull(assignee.InsteadOf, facts))
        {
            Delegate = NameOrNull(assignee.Delegate, facts),
            AwayUntil = assignee is { InsteadOf: null, Delegate: null } ? null : facts.Find(assignee.Found)?.DelegateUntil,
        };

    private static PersonView Name(UserId id, DirectoryFacts facts) => new(id, facts.Find(id)?.DisplayName ?? id.Value);

    private static PersonView? NameOrNull(UserId? id, DirectoryFacts facts) => id is { } known ? Name(known, facts) : null;
}
