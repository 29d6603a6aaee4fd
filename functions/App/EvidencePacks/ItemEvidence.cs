using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.EvidencePacks;

/// <summary>The person as they were when the population was recorded.</summary>
public sealed record PersonEvidence(
    UserId Id, string Name, string? Title, string? Department, UserId? Manager, string? EmploymentType, bool? IsActive, DateOnly? StartDate, DateOnly? EndDate);

/// <summary>The access as it was when the population was recorded.</summary>
/// <param name="Permits">What it permits, in words; null: the directory had no description.</param>
/// <param name="Through">The task or the grant that it came from; null: from the app itself.</param>
public sealed record AccessEvidence(
    AppId App,
    string AppName,
    EntitlementId Entitlement,
    string EntitlementName,
    AccountId? Account,
    string? Login,
    AccountType? AccountType,
    string? Permits,
    Risk Risk,
    bool IsPrivileged,
    bool IsProtected,
    IReadOnlyList<string> Tags,
    DateTimeOffset Since,
    DateTimeOffset? Until,
    GrantOrigin Origin,
    string? Through,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset? LastCertifiedAt,
    UserId? LastCertifiedBy)
{
    /// <summary>Until when that certification is valid; null: until the next review.</summary>
    public DateTimeOffset? CertifiedUntil { get; init; }

    /// <summary>Since it was last certified; null: not compared, as by earlier builds.</summary>
    public DeltaKind? Change { get; init; }

    /// <summary>What has changed since then.</summary>
    public IReadOnlyList<ChangedFact> Changed { get; init; } = [];

    /// <summary>Null: the directory did not know the account.</summary>
    public AccountStatus? AccountStatus { get; init; }

    /// <summary>When anybody last used the account, as of the recording; null: unknown.</summary>
    public DateTimeOffset? AccountLastUsedAt { get; init; }

    /// <summary>The task that granted it; null: it was imported or inherited.</summary>
    public GrantTaskEvidence? GrantedBy { get; init; }

    /// <summary>The entitlements through which it is held, from the nearest to the source; null: it is held directly.</summary>
    public IReadOnlyList<GrantingEntitlement>? Path { get; init; }
}

/// <summary>By what right somebody decided.</summary>
public enum Authority
{
    /// <summary>The campaign's rule named them: see <see cref="DecisionEvidence.Source"/>.</summary>
    Rule,

    /// <summary>The rule found nobody.</summary>
    Fallback,
    Reassigned,
    Escalated,

    /// <summary>An assignee was out of office: see <see cref="DecisionEvidence.OnBehalfOf"/>.</summary>
    Delegate,

    /// <summary>An administrator who was not a reviewer.</summary>
    Override,

    /// <summary>The person whose access it is, where the campaign asks whether they still need it. Their answer can never certify it.</summary>
    Holder,
}

/// <param name="Source">The rule that named the decider; null: none did.</param>
/// <param name="Proof">How the decider proved who they are.</param>
/// <param name="IsOwnAccess">The decider decided about their own access as a reviewer. This must never be true.</param>
/// <param name="Undone">Earlier decisions about this item that were undone, as times.</param>
public sealed record DecisionEvidence(
    PersonView By,
    Decision Decision,
    string? Reason,
    DateTimeOffset At,
    Authority Authority,
    AssigneeSource? Source,
    UserId? OnBehalfOf,
    Proof Proof,
    bool IsOwnAccess,
    IReadOnlyList<DateTimeOffset> Undone)
{
    /// <summary>Until when the certification is valid; null: until the next review, or another decision.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>page, api, link, or the name of a chat; null: unknown.</summary>
    public string? Channel => Proof switch
    {
        Proof.None => null,
        Proof.Session => "page",
        Proof.Bearer => "api",
        var other => EnumNames.Of(other),
    };

    /// <summary>
    /// The decider granted the access in the app, or would be assigned to do so by the policy and the directory of the time when this was
    /// written.
    /// </summary>
    public bool IsProvisioner { get; init; }

    /// <summary>What the decider was shown as remarkable; null: an earlier build recorded the decision.</summary>
    public IReadOnlyList<EvidenceHint>? Facts { get; init; }

    /// <summary>The call that made it together with others; null: it was made alone.</summary>
    public BulkCall? Bulk { get; init; }

    /// <summary>How it took effect, if it was staged; null: it took effect at once.</summary>
    public SignOffEvidence? SignOff { get; init; }

    /// <summary>It was certified together with other unchanged access, in one step.</summary>
    public bool IsTogether { get; init; }

    /// <summary>Null: the certification is no exception.</summary>
    public ExceptionEvidence? Exception { get; init; }
}

/// <summary>The reason of an exception is that of its decision, and its end is until when the certification is valid.</summary>
/// <param name="ApprovedBy">The second person; null: the risk needs none.</param>
public sealed record ExceptionEvidence(string CompensatingControl, PersonView? ApprovedBy, DateTimeOffset? ApprovedAt, string? ApprovalReason);

/// <summary>A decision in one of several stages.</summary>
/// <param name="Stage">From 1; 0: the question to the person whether they still need the access.</param>
public sealed record StageEvidence(int Stage, DecisionEvidence Decision);

/// <summary>A change of the reviewers.</summary>
/// <param name="What">The name of the event.</param>
/// <param name="By">Null: the system.</param>
public sealed record TrailLine(DateTimeOffset At, string What, UserId? By, IReadOnlyList<UserId> To, string? Reason);

/// <summary>What somebody said about a removal before it started.</summary>
/// <param name="By">Null: the app itself.</param>
public sealed record RemarkEvidence(UserId? By, DateTimeOffset At, string? Text)
{
    internal static RemarkEvidence? Of(RemovalRemark? remark) => remark is null ? null : new RemarkEvidence(remark.By, remark.At, remark.Text);
}

/// <param name="Revocation">The number of the task that confirms the removal; null: not opened yet.</param>
/// <param name="IsConfirmedAutomatically">Only the person who recommended the removal could have confirmed it.</param>
/// <param name="Deprovisioning">The number of the task that removes the access in the app; null: not opened.</param>
/// <param name="Days">From the end of the review to the end of the access; null: the access has not ended.</param>
/// <param name="IsDoneByDecider">Who decided the item also removed the access in the app.</param>
public sealed record RemovalEvidence(
    int? Revocation,
    Outcome? Confirmation,
    UserId? ConfirmedBy,
    string? ConfirmationReason,
    DateTimeOffset? ConfirmedAt,
    bool IsConfirmedAutomatically,
    int? Deprovisioning,
    Outcome? Execution,
    UserId? DoneBy,
    string? DoneReason,
    DateTimeOffset? DoneAt,
    RemovalProof Proof,
    double? Days,
    bool IsDoneByDecider)
{
    public required RemovalState State { get; init; }

    /// <summary>When it was to start: the end of its cooling-off time.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>When it had to be done.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Working days from its start to its end; of an open one, until the pack was made.</summary>
    public required int WorkingDays { get; init; }

    /// <summary>It ended, or is still open, after it was due.</summary>
    public required bool IsLate { get; init; }

    /// <summary>When it ended; null: it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public RemarkEvidence? TakenBack { get; init; }

    /// <summary>What the person wrote whose access it is.</summary>
    public RemarkEvidence? Contested { get; init; }

    /// <summary>Why the access stays although its removal was decided.</summary>
    public RemarkEvidence? Kept { get; init; }

    /// <summary>Why the access is removed although the person contested it.</summary>
    public RemarkEvidence? Upheld { get; init; }

    /// <summary>When the proof was given; null: there is none.</summary>
    public DateTimeOffset? ProofAt { get; init; }

    /// <summary>Who attested the end of the access; null: nobody, or an import shows it.</summary>
    public UserId? ProofBy { get; init; }

    /// <summary>When the directory still showed the access after its removal.</summary>
    public DateTimeOffset? StillThereAt { get; init; }

    /// <summary>When the directory showed that the person got the access again.</summary>
    public DateTimeOffset? GrantedAgainAt { get; init; }

    /// <summary>The numbers of all tasks of the removal.</summary>
    public IReadOnlyList<int> Tasks { get; init; } = [];
}

/// <summary>Everything that is known of one item: a line of <c>items.jsonl</c>.</summary>
public sealed record ItemEvidence
{
    /// <summary>The item's place, from 1. Items that were added follow those of the population.</summary>
    public required int Position { get; init; }

    public required string Id { get; init; }

    public required PersonEvidence Person { get; init; }

    public required AccessEvidence Access { get; init; }

    /// <summary>What changed of the access since the population was recorded, while the review was open; null: nothing.</summary>
    public IReadOnlyList<AccessChange>? Changes { get; init; }

    /// <summary>When the access appeared, if it was added after the population was recorded; null: it is in the population.</summary>
    public DateTimeOffset? AppearedAt { get; init; }

    /// <summary>When the two above were recorded.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    public required ItemState State { get; init; }

    public ItemOutcome? Outcome { get; init; }

    /// <summary>When it got its outcome; null: it has none yet.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The number of its task; null: none was opened.</summary>
    public int? Task { get; init; }

    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>The hash of the newest event of its task, which covers all earlier ones.</summary>
    public string? TaskHead { get; init; }

    public required IReadOnlyList<PersonView> Reviewers { get; init; }

    /// <summary>Whom the campaign's rule named when the task opened, before any change.</summary>
    public required IReadOnlyList<UserId> ReviewersOfRecord { get; init; }

    /// <summary>The id of the policy of its task.</summary>
    public string? Policy { get; init; }

    /// <summary>Who was asked for a decision how often and when.</summary>
    public required IReadOnlyList<AskedPerson> Asked { get; init; }

    /// <summary>Neither the rule nor the fallback found a reviewer.</summary>
    public bool NeedsAttention { get; init; }

    /// <summary>Who was assigned when, oldest first.</summary>
    public required IReadOnlyList<TrailLine> Trail { get; init; }

    /// <summary>When the reviewers were reminded.</summary>
    public required IReadOnlyList<DateTimeOffset> Reminders { get; init; }

    /// <summary>The decision that made the outcome.</summary>
    public DecisionEvidence? Decision { get; init; }

    /// <summary>The decisions of all stages, oldest first; null: the item has one stage, or no decision.</summary>
    public IReadOnlyList<StageEvidence>? Stages { get; init; }

    /// <summary>The changes of the decision before it took effect, oldest first; empty: it was not staged.</summary>
    public IReadOnlyList<StagingLine> Staging { get; init; } = [];

    /// <summary>What the rule for missing answers meant; null: somebody answered, or it was not applied yet.</summary>
    public SilenceEffect? Silence { get; init; }

    public RemovalEvidence? Removal { get; init; }

    /// <summary>The state of the access when this was written; null: the directory does not know it.</summary>
    public GrantState? AccessNow { get; init; }
}
