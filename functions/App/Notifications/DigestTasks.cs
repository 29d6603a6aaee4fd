using AccessReview.App.Tasks;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <summary>Finds out what a digest has to tell: what waits for somebody, what is due first first, and what has ended since the last one.</summary>
public sealed class DigestTasks(TaskLists lists, TaskStore tasks, PendingItems pending)
{
    /// <summary>What waits now, as many as are to be shown, and how many that is of.</summary>
    public async Task<(IReadOnlyList<ReviewTask> Shown, int Count)> WaitingAsync(UserId user, int most, CancellationToken cancellationToken)
    {
        var rows = (await lists.MyTasksAsync(user, new TaskListQuery(null, false, most), cancellationToken)).Rows;
        List<ReviewTask> shown = [];
        foreach (var row in rows)
        {
            // The list may be a moment behind the task.
            if (await tasks.LoadAsync(row.Id, cancellationToken) is { Task: { IsOpen: true } task } && task.WaitsFor.Contains(user))
                shown.Add(task);
        }

        shown = [.. shown.OrderBy(task => task.DueAt).ThenBy(task => task.Number)];
        return (shown, rows.Count < most ? shown.Count : int.Max(shown.Count, (await lists.CountsAsync(user, cancellationToken)).Values.Sum()));
    }

    /// <summary>What somebody may decide for a person who is out of office: as many as are to be shown, and how many that is of.</summary>
    public async Task<(IReadOnlyList<ReviewTask> Shown, int Count)> InPlaceOfAsync(UserId user, UserId away, int most, CancellationToken cancellationToken)
    {
        var rows = await lists.InPlaceOfAsync(user, away, cancellationToken);
        var (shown, stale) = (new List<ReviewTask>(), 0);
        // Only what is shown is read: a list may be long.
        foreach (var row in rows.TakeWhile(_ => shown.Count < most))
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
