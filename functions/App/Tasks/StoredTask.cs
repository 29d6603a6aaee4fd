using AccessReview.App.Tasks.Effects;
using AccessReview.Domain.Tasks;
using Azure;

namespace AccessReview.App.Tasks;

/// <summary>A task as its state row holds it.</summary>
/// <param name="Task">The state.</param>
/// <param name="ETag">The row's version, for the next write.</param>
/// <param name="Head">The hash of its newest event.</param>
/// <param name="SettledVersion">The effects of the events up to this one are applied, but for the pending ones.</param>
/// <param name="Instance">The orchestration that keeps time for it.</param>
public sealed record StoredTask(ReviewTask Task, ETag ETag, string Head, long SettledVersion, string Instance)
{
    /// <summary>The last event of the operation that the task was loaded for; null: it has none, or was loaded for none.</summary>
    public long? DoneAt { get; init; }

    /// <summary>Effects of settled events that could not be applied yet; null: none.</summary>
    public PendingEffects? Pending { get; init; }

    public bool IsSettled => SettledVersion == Task.Version && Pending is null;
}

/// <summary>An event as its row holds it.</summary>
/// <param name="Version">Its place in the task's history, from 1.</param>
/// <param name="Event">What happened.</param>
/// <param name="Hash">SHA-256 over the hash before, the version and the row's JSON: the audit chain.</param>
/// <param name="Operation">The command that it came from.</param>
public sealed record StoredEvent(long Version, TaskEvent Event, string Hash, string Operation);
