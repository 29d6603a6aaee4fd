using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Campaigns;

/// <summary>What became of the last import with lines of an app.</summary>
public enum DataState
{
    Completed,
    Running,
    Failed,

    /// <summary>No import with lines of the app is known.</summary>
    Unknown,
}

/// <summary>How old the data of an app is.</summary>
/// <param name="Items">How many items the app has in the population.</param>
/// <param name="Import">The last import with lines of the app; null: unknown.</param>
/// <param name="ImportedAt">When that import ended; while it runs, when it began; null: unknown.</param>
public sealed record AppFreshness(AppId App, string Name, int Items, string? Import, DateTimeOffset? ImportedAt, DataState Result)
{
    /// <summary>Returns whether the app may no longer be as the directory says: the data is too old, unknown or incomplete.</summary>
    public bool IsStale(DateTimeOffset now) => Result != DataState.Completed || Population.IsStale(ImportedAt, now);
}
