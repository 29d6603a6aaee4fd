using AccessReview.App.Directory;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Tasks;

/// <param name="Access">What is known of the access.</param>
/// <param name="IsFrozen">True: as the last decider saw it. False: as it is now.</param>
public sealed record TaskContext(AccessContext Access, bool IsFrozen);

/// <summary>Reads the context that helps to judge a task. For a decided task, it is what the last decider saw.</summary>
public sealed class TaskContextReader(AccessContextReader contexts)
{
    /// <param name="readable">The task.</param>
    /// <param name="events">Its history.</param>
    public async Task<TaskContext> ReadAsync(ReadableTask readable, IEnumerable<TaskEvent> events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(readable);
        return FrozenOf(readable.Task, events) ?? new TaskContext(await contexts.ReadAsync(readable.Task.Subject, readable.Facts, cancellationToken), false);
    }

    /// <summary>What the last decider of a closed task saw; null: the task is open, nobody decided, or an early build did not store it.</summary>
    public static TaskContext? FrozenOf(ReviewTask task, IEnumerable<TaskEvent> events)
    {
        ArgumentNullException.ThrowIfNull(task);
        return !task.IsOpen && UndoneEvents.Without(events).OfType<TaskEvent.Decided>().LastOrDefault()?.Access is { } kept ? new TaskContext(kept, true) : null;
    }
}
