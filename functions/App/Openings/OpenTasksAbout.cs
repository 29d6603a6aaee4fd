using AccessReview.App.Tasks;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Openings;

/// <summary>Reads the open tasks about one access, so that no second one of a kind is opened.</summary>
public sealed class OpenTasksAbout(TaskIndex index, TaskStore store)
{
    /// <summary>Reads the open tasks about all access of a user.</summary>
    public async Task<IReadOnlyList<ReviewTask>> OfSubjectAsync(UserId user, CancellationToken cancellationToken) =>
        await LoadAsync(await index.OpenAboutAsync(user, cancellationToken).ToListAsync(cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<ReviewTask>> ReadAsync(UserId user, EntitlementId entitlement, CancellationToken cancellationToken) =>
        await LoadAsync(await index.OpenAboutAsync(user, entitlement, cancellationToken).ToListAsync(cancellationToken), cancellationToken);

    private async Task<IReadOnlyList<ReviewTask>> LoadAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken) =>
        [.. (await Task.WhenAll(ids.Select(id => store.LoadAsync(id, cancellationToken)))).OfType<StoredTask>().Select(stored => stored.Task)];
}
