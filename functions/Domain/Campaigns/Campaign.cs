using System.Diagnostics;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using static AccessReview.Domain.Campaigns.CampaignEvent;

namespace AccessReview.Domain.Campaigns;

/// <summary>Who put a campaign into its state, and when.</summary>
/// <param name="By">Null: the campaign itself, for example because its due date passed.</param>
public sealed record StateChange(UserId? By, DateTimeOffset At);

/// <summary>The owner or an administrator states that the review is complete.</summary>
public sealed record OwnerStatement(UserId By, DateTimeOffset At, string Statement);

/// <summary>A review of many grants: its plan, its state and what became of it. Its state is built from its events.</summary>
public sealed record Campaign
{
    public required CampaignId Id { get; init; }

    public required CampaignPlan Plan { get; init; }

    public CampaignState State { get; init; }

    /// <summary>Who put it into its state.</summary>
    public required StateChange Changed { get; init; }

    public required StateChange Created { get; init; }

    /// <summary>Null: not recorded yet.</summary>
    public Population? Population { get; init; }

    /// <summary>The number of items that were added after the population. Their positions follow those of the population.</summary>
    public int Added { get; init; }

    /// <summary>The number of all items.</summary>
    public int Items => (Population?.Items ?? 0) + Added;

    /// <summary>When the population was recorded; null: not yet, or by an earlier build.</summary>
    public DateTimeOffset? FrozenAt { get; init; }

    /// <summary>Who accepted old data last, and why; null: nobody had to.</summary>
    public StaleDataAcceptance? AcceptedData { get; init; }

    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>The time of the plan for which the last reminder was sent; null: none was sent yet.</summary>
    public DateTimeOffset? RemindedFor { get; init; }

    /// <summary>Who closed it, at its due date or early; null: not yet.</summary>
    public StateChange? Closing { get; init; }

    /// <summary>What the rule for missing answers means; null: not evaluated yet.</summary>
    public SilenceResult? Silence { get; init; }

    /// <summary>A second person decided that the access of missing answers stays.</summary>
    public bool IsSilenceKept { get; init; }

    /// <summary>Who confirmed what the rule for missing answers removes; null: nobody, or a build that did not keep it.</summary>
    public UserId? SecondPerson { get; init; }

    /// <summary>Its run continues in a state that waits otherwise, because removals are not over.</summary>
    public bool FollowsRemovals { get; init; }

    /// <summary>An orchestration works on it, or waits for a time.</summary>
    public bool IsAtWork => CampaignStates.IsAtWork(State) || FollowsRemovals;

    /// <summary>The statement that the review is complete; null: not given.</summary>
    public OwnerStatement? SignedOff { get; init; }

    /// <summary>The number of its current or last run: the version of the event that began it.</summary>
    public long Run { get; init; }

    /// <summary>The number of its events.</summary>
    public long Version { get; init; }

    /// <summary>Returns whether a person who may run campaigns may confirm its guard: not the owner, and not the one who closed it.</summary>
    public bool MayConfirm(UserId person) => person != Plan.Owner && person != Closing?.By;

    public static Campaign From(CampaignCreated created) => new()
    {
        Id = created.Id,
        Plan = created.Plan,
        Created = new StateChange(created.By.User, created.At),
        Changed = new StateChange(created.By.User, created.At),
        Version = 1,
    };

    public static Campaign Fold(IEnumerable<CampaignEvent> events) =>
        events.Aggregate((Campaign?)null, (campaign, next) => campaign is null ? From((CampaignCreated)next) : campaign.Evolve(next))
        ?? throw new ArgumentException("A campaign begins with an event.", nameof(events));

    public Campaign Evolve(CampaignEvent happened)
    {
        var next = this with { Version = Version + 1 };
        return happened switch
        {
            CampaignCreated => throw new UnreachableException("A campaign is created once."),
            FreezeBegan began => next.Enter(CampaignState.Freezing, happened) with { AcceptedData = began.Accepted },
            PopulationFrozen frozen => next.Enter(CampaignState.Frozen, happened) with { Population = frozen.Population, FrozenAt = happened.At },
            CampaignStarted started => next.Enter(CampaignState.Opening, happened) with { AcceptedData = started.Accepted ?? AcceptedData },
            TasksOpened => next.Enter(CampaignState.Open, happened) with { OpenedAt = happened.At },
            LateAdded added => next with { Added = Added + added.Count },
            LateLeft => next,
            RemindersSent sent => next with { RemindedFor = sent.Due ?? RemindedFor },
            DueExtended extended => next with { Plan = Plan with { Due = extended.Due } },
            ItemsAssigned { NeedsAttention: { } left } => next with { Population = Population! with { NeedsAttention = left } }, // Items are assigned after the freeze.
            ItemsAssigned => next,
            ClosingBegan => next.Enter(CampaignState.Closing, happened) with { Closing = new StateChange(happened.By.User, happened.At) },
            GuardSet guard => next.Enter(CampaignState.Guard, happened, guard.Removals) with { Silence = guard.Silence },
            GuardConfirmed confirmed => next.Enter(CampaignState.Applying, happened) with { IsSilenceKept = !confirmed.Removes, SecondPerson = confirmed.By.User },
            ApplyingBegan applying => next.Enter(CampaignState.Applying, happened) with { Silence = applying.Silence },
            CampaignClosed closed => next.Enter(CampaignState.Closed, happened, closed.Removals),
            CancellationBegan => next.Enter(CampaignState.Cancelling, happened),
            CampaignCancelled cancelled => next.Enter(CampaignState.Cancelled, happened, cancelled.Removals),
            CampaignRemediated => next.Enter(CampaignState.Remediated, happened) with { FollowsRemovals = true },
            RemediationReopened => next.Enter(CampaignState.Closed, happened) with { FollowsRemovals = true },
            RemovalsEnded => next with { FollowsRemovals = false },
            ReviewerSignedOff => next,
            OwnerSignedOff signedOff => next with { SignedOff = new OwnerStatement(happened.By.User ?? Plan.Owner, happened.At, signedOff.Statement) },
            _ => throw new UnreachableException($"{happened.GetType().Name} has no case in Evolve."),
        };
    }

    /// <summary>A run begins where nothing works on the campaign, and lasts until nothing does again.</summary>
    /// <param name="removals">The removals of the campaign; null: not counted.</param>
    private Campaign Enter(CampaignState state, CampaignEvent happened, int? removals = null) => this with
    {
        State = state,
        // What completes without a person was begun by one, except the closing at the due date.
        Changed = new StateChange(happened.By.User ?? (state == CampaignState.Closing ? null : Changed.By), happened.At),
        Run = !IsAtWork && (CampaignStates.IsAtWork(state) || removals > 0) ? Version : Run,
        FollowsRemovals = removals > 0,
    };
}
