using AccessReview.App.Tasks;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Openings;

/// <summary>Reads the open tasks about one access, so that no second one of a kind is opened.</summary>
public sealed class OpenTasksAbout(TaskIndex index, TaskStore store)
{
    public async Task<IReadOnlyList<ReviewTask>> ReadAsync(UserId user, EntitlementId entitlement, CancellationToken cancellationToken)
    {
        var ids = await index.OpenAboutAsync(user, entitlement, cancellationToken).ToListAsync(cancellationToken);
        return [.. (await Task.WhenAll(ids.Select(id => store.LoadAsync(id, cancellationToken)))).OfType<StoredTask>().Select(stored => stored.Task)];
    }
}
