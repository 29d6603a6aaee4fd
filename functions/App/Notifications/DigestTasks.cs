using AccessReview.App.Tasks;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <summary>Finds the tasks of a digest: open ones by due time, and those closed since the last digest.</summary>
public sealed class DigestTasks(TaskLists lists, TaskStore tasks, PendingItems pending)
{
    /// <summary>The open tasks to show, and the number of all open tasks.</summary>
    public async Task<(IReadOnlyList<ReviewTask> Shown, int Count)> WaitingAsync(UserId user, int max, CancellationToken cancellationToken)
    {
        var rows = (await lists.MyTasksAsync(user, new TaskListQuery(null, false, max), cancellationToken)).Rows;
        List<ReviewTask> shown = [];
        foreach (var row in rows)
        {
            // The list may be slightly behind the task.
            if (await tasks.LoadAsync(row.Id, cancellationToken) is { Task: { IsOpen: true } task } && task.WaitsFor.Contains(user))
                shown.Add(task);
        }

        shown = [.. shown.OrderBy(task => task.DueAt).ThenBy(task => task.Number)];
        return (shown, rows.Count < max ? shown.Count : int.Max(shown.Count, (await lists.CountsAsync(user, cancellationToken)).Values.Sum()));
    }

    /// <summary>
    /// The tasks to show that a user may decide as the delegate of a user who is out of office, and the number of all such
    /// tasks.
    /// </summary>
    public async Task<(IReadOnlyList<ReviewTask> Shown, int Count)> OnBehalfOfAsync(UserId user, UserId away, int max, CancellationToken cancellationToken)
    {
        var rows = await lists.OnBehalfOfAsync(user, away, cancellationToken);
        var (shown, stale) = (new List<ReviewTask>(), 0);
        // Only the tasks that are shown are read, because the list can be long.
        foreach (var row in rows.TakeWhile(_ => shown.Count < max))
        {
            if (await tasks.LoadAsync(row.Id, cancellationToken) is { Task: { IsOpen: true } task } && task.WaitingFor(user)?.InsteadOf == away)
                shown.Add(task);
            else
                stale++;
        }

        return (shown, rows.Count - stale);
    }

    public async Task<IReadOnlyList<ReviewTask>> EndedAsync(UserId user, DateTimeOffset until, CancellationToken cancellationToken)
    {
        List<ReviewTask> ended = [];
        foreach (var key in await pending.ReadAsync(user, PendingItems.Ended, until, cancellationToken))
        {
            if (await tasks.LoadAsync(TaskId.From(key.Partition), cancellationToken) is { Task: { IsOpen: false } task })
                ended.Add(task);
        }

        return [.. ended.DistinctBy(task => task.Id).OrderBy(task => task.ClosedAt)];
    }
}
