using AccessReview.App.Tasks;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <summary>Finds out what a digest has to tell: what waits for somebody, what is due first first, and what has ended since the last one.</summary>
public sealed class DigestTasks(TaskLists lists, TaskStore tasks, SetAside aside)
{
    /// <summary>What waits now, as many as are to be shown, and how many that is of.</summary>
    public async Task<(IReadOnlyList<ReviewTask> Shown, int Count)> WaitingAsync(UserId user, int most, CancellationToken cancellationToken)
    {
        var rows = (await lists.MyTasksAsync(user, new TaskListQuery(null, false, most), cancellationToken)).Rows;
        List<ReviewTask> shown = [];
        foreach (var row in rows)
        {
            // The list may be a moment behind the task.
            if (await tasks.LoadAsync(row.Id, cancellationToken) is { Task: { IsOpen: true } task } && task.IsAssignedTo(user))
                shown.Add(task);
        }

        shown = [.. shown.OrderBy(task => task.DueAt).ThenBy(task => task.Number)];
        return (shown, rows.Count < most ? shown.Count : int.Max(shown.Count, (await lists.CountsAsync(user, cancellationToken)).Values.Sum()));
    }

    public async Task<IReadOnlyList<ReviewTask>> EndedAsync(UserId user, DateTimeOffset until, CancellationToken cancellationToken)
    {
        List<ReviewTask> ended = [];
        foreach (var key in await aside.ReadAsync(user, SetAside.Ended, until, cancellationToken))
        {
            if (await tasks.LoadAsync(TaskId.From(key.Partition), cancellationToken) is { Task: { IsOpen: false } task })
                ended.Add(task);
        }

        return [.. ended.DistinctBy(task => task.Id).OrderBy(task => task.ClosedAt)];
    }
}
