using System.Collections.Concurrent;

namespace AccessReview.App.Store;

/// <summary>Reads many single rows with limited parallelism, because the store is fast but not for hundreds of calls at once.</summary>
internal static class BoundedReads
{
    private const int AtOnce = 16;

    public static async Task<IReadOnlyDictionary<TId, T>> AllAsync<TId, T>(
        IEnumerable<TId> ids, Func<TId, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
        where TId : notnull
    {
        var found = new ConcurrentDictionary<TId, T>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(ids.Distinct(), options, async (id, token) => found[id] = await read(id, token));
        return found;
    }
}
