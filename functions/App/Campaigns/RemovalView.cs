using AccessReview.App.Tasks;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Campaigns;

/// <param name="By">Null: the app itself.</param>
/// <param name="Text">What they wrote; null: nothing.</param>
public sealed record RemovalRemarkView(PersonView? By, DateTimeOffset At, string? Text)
{
    internal static RemovalRemarkView? Of(RemovalRemark? remark, CampaignNames names) =>
        remark is null ? null : new RemovalRemarkView(names.View(remark.By), remark.At, remark.Text);
}

/// <param name="Outcome">Null: the task is open.</param>
/// <param name="WaitsFor">Who must act.</param>
/// <param name="Note">What the person wrote who decided it.</param>
public sealed record RemovalTaskView(TaskKind Kind, int Number, Outcome? Outcome, IReadOnlyList<PersonView> WaitsFor, PersonView? By, string? Note, DateTimeOffset? EndedAt);

/// <summary>A removal by a campaign.</summary>
public sealed record RemovalView
{
    /// <summary>The review that it follows from.</summary>
    public required TaskId Review { get; init; }

    public required CampaignId Campaign { get; init; }

    /// <summary>The position of the item in the campaign's population, from 1.</summary>
    public required int Item { get; init; }

    public required Subject Subject { get; init; }

    public required RemovalState State { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>Null: nobody answered, and the rule removes the access.</summary>
    public PersonView? DecidedBy { get; init; }

    public string? Reason { get; init; }

    /// <summary>When it started or will start.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    public RemovalRemarkView? TakenBack { get; init; }

    /// <summary>What the person wrote whose access it is.</summary>
    public RemovalRemarkView? Contested { get; init; }

    /// <summary>Why the access stays although its removal was decided.</summary>
    public RemovalRemarkView? Kept { get; init; }

    /// <summary>Why the access is removed although the person contested it.</summary>
    public RemovalRemarkView? Upheld { get; init; }

    public required IReadOnlyList<RemovalTaskView> Tasks { get; init; }

    /// <summary>When it must have ended: some working days after its start.</summary>
    public required DateTimeOffset DueAt { get; init; }

    public required bool IsOverdue { get; init; }

    /// <summary>Working days from its start to its end; of an open one, until now.</summary>
    public required int WorkingDays { get; init; }

    /// <summary>When it ended; null: it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What is known about the end of the access.</summary>
    public required RemovalProof Proof { get; init; }

    /// <summary>When that became known; null: nothing is known.</summary>
    public DateTimeOffset? ProofAt { get; init; }

    /// <summary>Who attested it; null: nobody, or an import shows it.</summary>
    public PersonView? ProofBy { get; init; }

    /// <summary>When the directory showed that the person got the access again.</summary>
    public DateTimeOffset? GrantedAgainAt { get; init; }

    /// <summary>What the caller may do now; null in lists.</summary>
    public IReadOnlyList<RemovalAction>? Actions { get; init; }

    /// <param name="now">Decides what is overdue.</param>
    internal static RemovalView Of(Campaign campaign, CampaignItem item, CampaignNames names, DateTimeOffset now)
    {
        var removing = item.Progress.Removing!; // The callers have found one.
        var proof = RemovalRules.EvidenceOf(removing);
        return new RemovalView
        {
            Review = item.Frozen.Task,
            Campaign = campaign.Id,
            Item = item.Position,
            Subject = item.Frozen.Subject,
            State = removing.State,
            DecidedAt = removing.DecidedAt,
            DecidedBy = names.View(item.Progress.DecidedBy),
            Reason = item.Progress.Reason,
            StartsAt = removing.StartsAt,
            TakenBack = RemovalRemarkView.Of(removing.Held?.TakenBack, names),
            Contested = RemovalRemarkView.Of(removing.Held?.Contested, names),
            Kept = RemovalRemarkView.Of(removing.Held?.Kept, names),
            Upheld = RemovalRemarkView.Of(removing.Held?.Upheld, names),
            DueAt = RemovalRules.DueAt(removing, campaign.Plan),
            IsOverdue = RemovalRules.IsOverdue(removing, campaign.Plan, now),
            WorkingDays = RemovalRules.DaysOf(removing, campaign.Plan, now),
            EndedAt = removing.EndedAt,
            Proof = RemovalRules.ProofOf(removing),
            ProofAt = proof?.At,
            ProofBy = names.View(proof?.By),
            GrantedAgainAt = removing.GrantedAgainAt,
            Tasks =
            [
                .. removing.Tasks.Select(task => new RemovalTaskView(
                    task.Kind, task.Number, task.Outcome, [.. task.Waits.Select(names.View)], names.View(task.By), task.Note, task.EndedAt)),
            ],
        };
    }

    internal static IEnumerable<UserId?> PeopleOf(CampaignItem item) =>
    [
        item.Progress.DecidedBy,
        item.Progress.Removing?.Held?.TakenBack?.By,
        item.Progress.Removing?.Held?.Contested?.By,
        item.Progress.Removing?.Held?.Kept?.By,
        item.Progress.Removing?.Held?.Upheld?.By,
        .. (item.Progress.Removing?.Tasks ?? []).SelectMany(task => task.Waits.Select(person => (UserId?)person).Append(task.By)),
    ];
}
