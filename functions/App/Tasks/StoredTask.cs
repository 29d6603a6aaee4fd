using AccessReview.App.Tasks.Effects;
using AccessReview.Domain.Tasks;
using Azure;

namespace AccessReview.App.Tasks;

/// <summary>A task as stored in its state row.</summary>
/// <param name="Task">The state.</param>
/// <param name="ETag">The row's ETag, for the next write.</param>
/// <param name="Head">The hash of its newest event.</param>
/// <param name="SettledVersion">Effects of events up to this version are applied, except the pending ones.</param>
/// <param name="Instance">The id of its orchestration.</param>
public sealed record StoredTask(ReviewTask Task, ETag ETag, string Head, long SettledVersion, string Instance)
{
    /// <summary>The last event of the operation that the task was loaded for; null: none, or it was loaded without an operation.</summary>
    public long? DoneAt { get; init; }

    /// <summary>The ETag of the mark that was written before the newest events, so that it is removed unread; null: written by an earlier build.</summary>
    public ETag? Mark { get; init; }

    /// <summary>Effects of settled events that could not be applied yet; null: none.</summary>
    public PendingEffects? Pending { get; init; }

    /// <summary>The version at which the last decision took effect: it can no longer be undone. Older: it has not, or there is none.</summary>
    public long ReleasedVersion { get; init; }

    /// <summary>The last decision can no longer be undone, whatever the time is.</summary>
    public bool IsReleased => ReleasedVersion == Task.Version || SettledVersion == Task.Version;

    /// <summary>Returns whether the effects of the last decision wait at <paramref name="now"/>.</summary>
    public bool IsHeld(DateTimeOffset now) => !IsReleased && Task.UndoUntil(now) is not null;

    public bool IsSettled => SettledVersion == Task.Version && Pending is null;
}

/// <param name="Stored">The task.</param>
/// <param name="Events">Its history, oldest first.</param>
public sealed record TaskHistory(StoredTask Stored, IReadOnlyList<StoredEvent> Events);

/// <summary>An event as stored in its row.</summary>
/// <param name="Version">Its position in the task's history, from 1.</param>
/// <param name="Event">What happened.</param>
/// <param name="Hash">SHA-256 of the previous hash, the version and the row's JSON: the audit chain.</param>
/// <param name="Operation">The command that caused it.</param>
public sealed record StoredEvent(long Version, TaskEvent Event, string Hash, string Operation);
