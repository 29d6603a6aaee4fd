using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Campaigns;

/// <summary>A task that removes an access after a review: a revocation or a deprovisioning.</summary>
/// <param name="Number">The number that people see.</param>
/// <param name="Version">The version of the task that this shows.</param>
/// <param name="Outcome">Null: it is open.</param>
/// <param name="Waits">Its assignees while it is open.</param>
public sealed record RemovalTask(TaskKind Kind, int Number, long Version, Outcome? Outcome, IReadOnlyList<UserId> Waits)
{
    /// <summary>Who decided it; null: nobody.</summary>
    public UserId? By { get; init; }

    /// <summary>What they wrote.</summary>
    public string? Note { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Another task retries it.</summary>
    public bool IsRetried { get; init; }

    public static RemovalTask Of(ReviewTask task) => new(task.Kind, task.Number, task.Version, task.Outcome, task.IsOpen ? [.. task.WaitsFor] : [])
    {
        By = task.IsOpen ? null : task.LastDecision?.By,
        Note = task.IsOpen ? null : task.LastDecision?.Reason,
        EndedAt = task.ClosedAt,
        IsRetried = task.RetriedBy is not null,
    };
}

/// <summary>The state of a removal.</summary>
public enum RemovalState
{
    /// <summary>Its cooling-off time is not over.</summary>
    CoolingOff,

    /// <summary>The person contested it. Somebody decides about that.</summary>
    Contested,

    /// <summary>Its tasks are open.</summary>
    Started,

    /// <summary>It failed: the access was not removed.</summary>
    StillThere,

    /// <summary>The access is removed.</summary>
    Done,

    /// <summary>The person no longer had the access before it was removed.</summary>
    AlreadyRemoved,

    /// <summary>A person declined it, or nobody confirmed it.</summary>
    Declined,

    /// <summary>Its task was cancelled.</summary>
    Cancelled,
    TakenBack,

    /// <summary>The person contested it, and the access stays.</summary>
    Kept,
}

/// <summary>What became of the removal of an item's access.</summary>
public sealed record ItemRemoval
{
    /// <summary>When it was decided.</summary>
    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>Its cooling-off time; null: it started at once.</summary>
    public HeldRemoval? Held { get; init; }

    /// <summary>Its tasks, in the order of their numbers.</summary>
    public IReadOnlyList<RemovalTask> Tasks { get; init; } = [];

    /// <summary>When an import that was complete for the app showed no access after the removal; null: none did.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>When the directory still showed the access after the removal was completed; null: it did not.</summary>
    public DateTimeOffset? StillThereAt { get; init; }

    /// <summary>When the directory showed that the person got the access again; null: they did not.</summary>
    public DateTimeOffset? GrantedAgainAt { get; init; }

    /// <summary>When it ended; null: it is open.</summary>
    public DateTimeOffset? EndedAt => !IsEnded ? null : Held?.TakenBack?.At ?? Held?.Kept?.At ?? (Tasks.Count == 0 ? null : Tasks[^1].EndedAt);

    /// <summary>When it started, or will start.</summary>
    public DateTimeOffset StartsAt => Held?.StartedAt ?? Held?.StartsAt ?? DecidedAt;

    /// <summary>When it is to start; null: it has started or ended, or is contested.</summary>
    public DateTimeOffset? DueToStart => Held is { IsWaiting: true, IsContested: false } held ? held.StartsAt : null;

    public RemovalState State => Held switch
    {
        { TakenBack: not null } => RemovalState.TakenBack,
        { Kept: not null } => RemovalState.Kept,
        { IsContested: true } => RemovalState.Contested,
        { IsWaiting: true } => RemovalState.CoolingOff,
        null or { } => IsStillThere ? RemovalState.StillThere : StateOf(Tasks.Count == 0 ? null : Tasks[^1]),
    };

    /// <summary>Nothing more happens to it, unless the access comes back.</summary>
    public bool IsEnded => State is RemovalState.Done or RemovalState.AlreadyRemoved or RemovalState.Declined or RemovalState.Cancelled or RemovalState.TakenBack or RemovalState.Kept;

    /// <summary>The removal with the newest state of one of its tasks. Older states and repeats change nothing.</summary>
    public ItemRemoval With(RemovalTask task)
    {
        if (Tasks.FirstOrDefault(known => known.Number == task.Number) is { } before && before.Version >= task.Version)
            return this;
        return this with { Tasks = [.. Tasks.Where(known => known.Number != task.Number).Append(task).OrderBy(known => known.Number)] };
    }

    /// <summary>The directory showed the access after its removal, and no later task removed it.</summary>
    private bool IsStillThere => StillThereAt is { } still && Tasks.All(task => task.Outcome != Outcome.Completed || task.EndedAt <= still);

    private static RemovalState StateOf(RemovalTask? last) => (last?.Kind, last?.Outcome) switch
    {
        (TaskKind.Deprovisioning, Outcome.Completed) => last is { By: null } ? RemovalState.AlreadyRemoved : RemovalState.Done,
        (TaskKind.Deprovisioning, Outcome.Errored or Outcome.NoResponse) => last is { IsRetried: true } ? RemovalState.Started : RemovalState.StillThere,
        (_, Outcome.Obsolete) => RemovalState.AlreadyRemoved,
        (_, Outcome.Cancelled) => RemovalState.Cancelled,
        (TaskKind.Revocation, Outcome.Declined or Outcome.NoResponse) => RemovalState.Declined,
        var (_, _) => RemovalState.Started,
    };
}
