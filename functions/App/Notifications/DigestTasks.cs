using AccessReview.App.Tasks;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <summary>Finds the tasks that closed since the last digest.</summary>
public sealed class DigestTasks(TaskStore tasks, PendingItems pending)
{
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
