using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Campaigns;

/// <summary>Which removals of a campaign a list shows.</summary>
public enum RemovalFilter
{
    /// <summary>Not over: a person must still act, or its cooling-off time runs.</summary>
    Open,

    /// <summary>Open, and its working days have passed.</summary>
    Overdue,
    CoolingOff,
    Contested,
    Started,
    StillThere,
    Done,
    AlreadyRemoved,
    Declined,
    Cancelled,
    TakenBack,
    Kept,

    /// <summary>The person got the access again after its removal.</summary>
    GrantedAgain,
}

/// <summary>What is known about the end of a removed access, the strongest last.</summary>
public enum RemovalProof
{
    /// <summary>The person still has the access, although its removal was completed.</summary>
    StillThere,

    /// <summary>The removal is not completed.</summary>
    RequestedOnly,

    /// <summary>A person marked the removal completed, and the directory shows no access.</summary>
    AttestedByPerson,

    /// <summary>An import that was complete for the app showed no access after the removal.</summary>
    ConfirmedByImport,
}

/// <summary>The time limits of removals, and what the directory says about them afterwards.</summary>
public static class RemovalRules
{
    /// <summary>How long removed access is compared with the directory.</summary>
    public static readonly TimeSpan WatchedFor = TimeSpan.FromDays(90);

    /// <summary>The directory follows a task a moment later, so access is not compared before.</summary>
    public static readonly TimeSpan ComparedAfter = TimeSpan.FromHours(1);

    /// <summary>When a removal must have ended.</summary>
    public static DateTimeOffset DueAt(ItemRemoval removal, CampaignPlan plan) =>
        WorkingDays.EndOf(removal.StartsAt, plan.Removals.WorkingDays, ZoneOf(plan));

    public static bool IsOverdue(ItemRemoval removal, CampaignPlan plan, DateTimeOffset now) => !removal.IsEnded && DueAt(removal, plan) < now;

    /// <summary>The working days from its start to its end; of an open one, until now.</summary>
    public static int DaysOf(ItemRemoval removal, CampaignPlan plan, DateTimeOffset now) => WorkingDays.Between(removal.StartsAt, removal.EndedAt ?? now, ZoneOf(plan));

    public static bool Matches(RemovalFilter filter, ItemRemoval removal, CampaignPlan plan, DateTimeOffset now) => filter switch
    {
        RemovalFilter.Open => !removal.IsEnded,
        RemovalFilter.Overdue => IsOverdue(removal, plan, now),
        RemovalFilter.CoolingOff => removal.State == RemovalState.CoolingOff,
        RemovalFilter.Contested => removal.State == RemovalState.Contested,
        RemovalFilter.Started => removal.State == RemovalState.Started,
        RemovalFilter.StillThere => removal.State == RemovalState.StillThere,
        RemovalFilter.Done => removal.State == RemovalState.Done,
        RemovalFilter.AlreadyRemoved => removal.State == RemovalState.AlreadyRemoved,
        RemovalFilter.Declined => removal.State == RemovalState.Declined,
        RemovalFilter.Cancelled => removal.State == RemovalState.Cancelled,
        RemovalFilter.TakenBack => removal.State == RemovalState.TakenBack,
        RemovalFilter.Kept => removal.State == RemovalState.Kept,
        RemovalFilter.GrantedAgain => removal.GrantedAgainAt is not null,
    };

    /// <summary>Who removed the access and when, if that is over and still compared with the directory; null: it is not.</summary>
    public static RemovalTask? WatchedTask(ItemRemoval removal, DateTimeOffset now) =>
        removal is { State: RemovalState.Done, GrantedAgainAt: null, Tasks: [.., { EndedAt: { } ended } last] } && ended + WatchedFor > now ? last : null;

    /// <summary>The removal after a look at the directory.</summary>
    /// <param name="grant">The access as it is now; null: the directory does not know it.</param>
    /// <param name="completeImportAt">When the newest import that was complete for the app ended; null: there was none.</param>
    public static ItemRemoval Compare(ItemRemoval removal, Grant? grant, DateTimeOffset? completeImportAt, DateTimeOffset now)
    {
        if (WatchedTask(removal, now) is not { EndedAt: { } ended } || ended + ComparedAfter > now)
            return removal;
        if (grant is not { IsHeld: true })
            return removal.ConfirmedAt is null && completeImportAt > ended ? removal with { ConfirmedAt = completeImportAt } : removal;
        // An app that showed no access before, or a later beginning: somebody granted it again.
        return removal.ConfirmedAt is not null || grant.Since > ended ? removal with { GrantedAgainAt = now } : removal with { StillThereAt = now };
    }

    public static RemovalProof ProofOf(ItemRemoval removal) => removal switch
    {
        { State: RemovalState.StillThere } => RemovalProof.StillThere,
        { State: RemovalState.Done, ConfirmedAt: not null } => RemovalProof.ConfirmedByImport,
        { State: RemovalState.Done } => RemovalProof.AttestedByPerson,
        null or { } => RemovalProof.RequestedOnly,
    };

    /// <summary>When the proof was given, and by whom; null: there is none.</summary>
    public static (DateTimeOffset At, UserId? By)? EvidenceOf(ItemRemoval removal) => removal switch
    {
        { State: RemovalState.StillThere, StillThereAt: { } still } => (still, null),
        { State: RemovalState.Done, ConfirmedAt: { } confirmed } => (confirmed, null),
        { State: RemovalState.Done, Tasks: [.., { EndedAt: { } ended, By: var by }] } => (ended, by),
        null or { } => null,
    };

    private static TimeZoneInfo ZoneOf(CampaignPlan plan) => TimeZoneInfo.TryFindSystemTimeZoneById(plan.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;
}
