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
        var task = readable.Task;
        var kept = task.IsOpen ? null : events.OfType<TaskEvent.Decided>().LastOrDefault()?.Access;
        return new TaskContext(kept ?? await contexts.ReadAsync(task.Subject, readable.Facts, cancellationToken), kept is not null);
    }
}
