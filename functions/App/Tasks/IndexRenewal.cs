using AccessReview.App.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Tasks;

/// <summary>Updates a task's index rows: its state from its row, its names and risk from the current directory.</summary>
public sealed class IndexRenewal(TaskStore store, TaskIndex index, TaskTodayReader todays, DirectoryFactsReader directory, TimeProvider clock)
{
    public async Task RenewAsync(ReviewTask task, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(task);
        await index.PutBackAsync(await TodayAsync(task, cancellationToken), () => ReadAsync(task.Id, cancellationToken), cancellationToken);
    }

    private async Task<TaskToday> ReadAsync(TaskId id, CancellationToken cancellationToken) =>
        await store.LoadAsync(id, cancellationToken) is { } stored
            ? await TodayAsync(stored.Task, cancellationToken)
            : throw new InvalidOperationException($"Task {id} is gone: tasks are never deleted.");

    private async Task<TaskToday> TodayAsync(ReviewTask task, CancellationToken cancellationToken) =>
        await todays.ReadAsync(task, await directory.ReadAsync(task.Subject, [], cancellationToken), cancellationToken) with { IsPending = task.UndoUntil(clock.GetUtcNow()) is not null };
}
