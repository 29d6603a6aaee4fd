using System.Text.Json.Serialization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Tasks;

/// <summary>A task as a row of one user's list. It holds all that the row shows, so that a page of My work is one query.</summary>
public sealed record TaskRow
{
    public required TaskId Id { get; init; }

    public required int Number { get; init; }

    public required TaskKind Kind { get; init; }

    public required UserId SubjectUser { get; init; }

    public required string SubjectName { get; init; }

    public AccountId? Account { get; init; }

    /// <summary>The login and type of the account; null: there is none, or the directory does not know it.</summary>
    public string? Login { get; init; }

    /// <inheritdoc cref="Login"/>
    public AccountType? AccountType { get; init; }

    /// <summary>The entitlements through which the access is held, from the nearest to the source; null: it is held directly.</summary>
    public IReadOnlyList<GrantingEntitlement>? Through { get; init; }

    public required AppId App { get; init; }

    public required string AppName { get; init; }

    public required EntitlementId Entitlement { get; init; }

    public required string EntitlementName { get; init; }

    public Risk Risk { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset DueAt { get; init; }

    /// <summary>When the task closes, if that is later than its due date; null: at the due date.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>When the requester was asked for information; null: no question is open.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>This user can approve the exception, and decides nothing else.</summary>
    public bool IsException { get; init; }

    /// <summary>The policy allows to reassign this step.</summary>
    public bool AllowsReassignment { get; init; } = true;

    /// <summary>Why this user has the task.</summary>
    public AssigneeReason Why { get; init; }

    public AssigneeSource? Source { get; init; }

    /// <summary>The assignee who is out of office: this user decides for them.</summary>
    public UserId? InsteadOf { get; init; }

    /// <summary>The delegate of this user while they are out of office.</summary>
    public UserId? Delegate { get; init; }

    public int Step { get; init; }

    public int Generation { get; init; }

    public Outcome? Outcome { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public UserId? DecidedBy { get; init; }

    /// <summary>This user's own decision; null: they made none.</summary>
    public Decision? Decision { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>When this user's own decision takes effect, and until when they can undo it; null: they cannot undo it.</summary>
    public DateTimeOffset? UndoUntil { get; init; }

    /// <summary>Why the access can only be removed, as of the writing of the row.</summary>
    public ObsoleteCause? OnlyRemoval { get; init; }

    /// <summary>When the access ends. It cannot be kept beyond that.</summary>
    public DateTimeOffset? AccessEndsAt { get; init; }

    /// <summary>What is known of the access, as of the writing of the row; null: a completed task, or a row of an earlier build.</summary>
    public Evidence? Evidence { get; init; }

    /// <summary>The name of the campaign that opened the task; null: none, or a row of an earlier build.</summary>
    public string? CampaignName { get; init; }

    public CampaignId? Campaign { get; init; }

    /// <summary>What has changed since the access was last certified; null: not compared.</summary>
    public AccessDelta? Delta { get; init; }

    /// <summary>The task can be decided together with others about unchanged access; null: it cannot.</summary>
    public bool? MayBeTogether { get; init; }

    /// <summary>What changed of the access since the campaign began; null: nothing.</summary>
    public IReadOnlyList<AccessChange>? AccessChanges { get; init; }

    /// <summary>The decision that takes effect at the sign-off; null: none.</summary>
    public StagedRow? Staged { get; init; }

    /// <summary>High and critical risk is decided one at a time, not in bulk.</summary>
    public bool DecidesHighRiskAlone { get; init; }

    /// <summary>The subject, with the data that the row has.</summary>
    [JsonIgnore]
    public Subject Subject => new()
    {
        User = SubjectUser,
        UserName = SubjectName,
        Account = Account,
        Login = Login,
        AccountType = AccountType,
        Through = Through,
        App = App,
        AppName = AppName,
        Entitlement = Entitlement,
        EntitlementName = EntitlementName,
        Risk = Risk,
    };

    /// <summary>Why the access can only be removed now; null: it may stay, as far as the row knows.</summary>
    public ObsoleteCause? OnlyRemovalAt(DateTimeOffset now) => OnlyRemoval ?? (AccessEndsAt <= now ? ObsoleteCause.EndPassed : null);

    /// <summary>What the decider should not overlook. There are no hints where the reader only carries out a decision.</summary>
    public IReadOnlyList<EvidenceHint> HintsAt(DateTimeOffset now) => KindRules.IsJudgement(Kind) && Evidence is { } evidence ? evidence.HintsAt(now) : [];

    /// <summary>Sorts new, changed and unchanged access; empty: not compared.</summary>
    internal static string RankOf(AccessDelta? delta) => delta is { Change: var change } ? $"{(int)change}|" : "";

    /// <summary>The row of an assignee or delegate.</summary>
    public static TaskRow Waiting(TaskToday today, Assignee assignee) => Of(today.Task) with
    {
        OnlyRemoval = today.OnlyRemoval,
        AccessEndsAt = today.AccessEndsAt,
        Evidence = today.Evidence,
        Why = assignee.Reason,
        Source = assignee.Source,
        InsteadOf = assignee.InsteadOf,
        Delegate = assignee.Delegate,
    };

    /// <summary>The row of a task without an assignee.</summary>
    public static TaskRow Unassigned(ReviewTask task) => Of(task);

    /// <summary>The row of a user who decided, or who was an assignee when it closed.</summary>
    public static TaskRow Completed(ReviewTask task, UserId person)
    {
        var own = task.Decisions.LastOrDefault(decision => decision.By == person);
        return Of(task) with { Decision = own?.Decision, DecidedAt = own?.At };
    }

    private static TaskRow Of(ReviewTask task) => new()
    {
        Id = task.Id,
        Number = task.Number,
        Kind = task.Kind,
        SubjectUser = task.Subject.User,
        SubjectName = task.Subject.UserName,
        Account = task.Subject.Account,
        Login = task.Subject.Login,
        AccountType = task.Subject.AccountType,
        Through = task.Subject.Through,
        App = task.Subject.App,
        AppName = task.Subject.AppName,
        Entitlement = task.Subject.Entitlement,
        EntitlementName = task.Subject.EntitlementName,
        Risk = task.Subject.Risk,
        OpenedAt = task.OpenedAt,
        DueAt = task.DueAt,
        ClosesAt = task.ClosesAt > task.DueAt ? task.ClosesAt : null,
        AskedAt = task.Question?.AskedAt,
        IsException = task.Exception is not null,
        AllowsReassignment = task.CurrentStep.AllowsReassignment && task.Exception is null,
        Step = task.Step,
        Generation = task.Generation,
        Outcome = task.Outcome,
        ClosedAt = task.ClosedAt,
        DecidedBy = task.LastDecision?.By,
        Campaign = task.Campaign?.Id,
        CampaignName = task.Campaign?.Name,
        Delta = task.Campaign?.Delta,
        MayBeTogether = task.IsOpen && task.Exception is null && DecisionRules.MayBeTogether(task, Domain.Tasks.Decision.Certify, task.Subject.Risk) ? true : null,
        AccessChanges = task.AccessChanges,
        DecidesHighRiskAlone = task is { IsOpen: true, Campaign.DecidesHighRiskAlone: true },
        Staged = StagedRow.Of(task.Staged),
    };
}
