using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Tasks;

/// <summary>What somebody said about a removal that has not started.</summary>
/// <param name="By">Null: the system.</param>
/// <param name="Text">Their reason or comment, in their own words; null: none.</param>
public sealed record RemovalRemark(UserId? By, DateTimeOffset At, string? Text);

/// <summary>A removal that a campaign decided. It starts when its cooling-off time is over.</summary>
/// <param name="StartsAt">When it starts, unless somebody stops it.</param>
public sealed record HeldRemoval(DateTimeOffset StartsAt)
{
    /// <summary>The decision was taken back.</summary>
    public RemovalRemark? TakenBack { get; init; }

    /// <summary>The person whose access it is contested it. They can do that once.</summary>
    public RemovalRemark? Contested { get; init; }

    /// <summary>The access stays after the person contested the removal.</summary>
    public RemovalRemark? Kept { get; init; }

    /// <summary>The access is removed although the person contested it.</summary>
    public RemovalRemark? Upheld { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>It has neither started nor ended.</summary>
    public bool IsWaiting => TakenBack is null && Kept is null && StartedAt is null;

    /// <summary>It is stopped until somebody decides about what the person wrote.</summary>
    public bool IsContested => IsWaiting && Contested is not null && Upheld is null;
}

/// <summary>The people of a campaign who decide about its removals.</summary>
/// <param name="Owner">The campaign's owner.</param>
/// <param name="SecondPerson">Who confirmed what the rule for missing answers removes; null: nobody did.</param>
/// <param name="Runners">The active people who may run campaigns.</param>
public sealed record RemovalPeople(UserId Owner, UserId? SecondPerson, IReadOnlyList<UserId> Runners)
{
    /// <summary>Who decides about a contested removal: the owner, or all others if it is the owner's own access or the owner has left.</summary>
    public IReadOnlyList<UserId> DecidersFor(UserId subject) =>
        subject != Owner && Runners.Contains(Owner) ? [Owner] : [.. Runners.Where(runner => runner != subject)];
}

/// <summary>What a person can do about a removal that has not started.</summary>
public enum RemovalAction
{
    TakeBack,
    Contest,

    /// <summary>Decide about a contested removal.</summary>
    Judge,
}
